/** A secret as it may be shown: an address keeps everything but its password, anything else is hidden whole. */

const HIDDEN = '(hidden)'

/** What addresses carry behind their question mark that nobody else should read. */
const SECRET_PARAMETER = /pass|secret|token|key/i

/** For what may hold a password: only a whole and plain address is shown in parts. */
export function hideSecrets(text: string): string {
  const url = URL.parse(text)
  // A password with a slash or a question mark in it is taken for a host or path: better all of it is hidden.
  if (!url || url.host === '' || `${url.host}${url.pathname}${url.search}${url.hash}`.includes('@')) {
    return text === '' ? '' : HIDDEN
  }
  const parameters = [...url.searchParams].map(
    ([name, value]) => `${name}=${SECRET_PARAMETER.test(name) ? HIDDEN : value}`,
  )
  const person = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${HIDDEN}`}@`
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`
  return `${url.protocol}//${person}${url.host}${url.pathname}${query}`
}

/** Hides a password wherever an address with one stands in a text that is no secret. */
export function hidePasswords(text: string): string {
  return URL.parse(text)?.password ? hideSecrets(text) : text
}
