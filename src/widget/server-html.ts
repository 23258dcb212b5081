/** HTML that our own server made, turned into nodes: the only place where text becomes markup. */

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createHTML: (html: string) => string },
  ) => { readonly createHTML: (html: string) => string }
}

/** Browsers without Trusted Types take the string itself. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('parley', {
  createHTML: (html) => html,
})

/** `html`: a fragment of our own answers; templates there have escaped everything people wrote. */
export function nodesOf(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = policy ? policy.createHTML(html) : html
  return template.content
}
