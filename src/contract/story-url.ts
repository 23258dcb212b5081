/** The one spelling of a story's address: what the embed asks with and a story is known by. */

/** Characters of an address: what browsers and servers pass on without fail. */
const LENGTH_MAX = 2_000

/** Parameters that say how a reader came, never what they read. */
const TRACKING =
  /^(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|ref_src)$/i

/** Without fragment, credentials, tracking parameters and a closing question mark. Null for what is no web address. */
export function storyUrl(text: string): string | null {
  if (text.length > LENGTH_MAX) return null
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol)) return null
  url.hash = ''
  url.username = ''
  url.password = ''
  // Deleting while going through them would leave some out.
  const names = Array.from(url.searchParams.keys()).filter((name) => TRACKING.test(name))
  for (const name of names) url.searchParams.delete(name)
  return url.href.replace(/\?$/, '')
}
