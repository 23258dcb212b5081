/** HTML that our own server made, turned into nodes: the only place where text becomes markup. */

interface HtmlPolicy {
  readonly createHTML: (html: string) => string
}

interface TrustedTypes {
  readonly createPolicy: (name: string, rules: HtmlPolicy) => HtmlPolicy
}

/** Made at its first use: a page that loads a second script of ours must not find the name taken. */
let policy: HtmlPolicy | null = null

/** Browsers without Trusted Types take the string itself. */
function htmlPolicy(): HtmlPolicy {
  const rules: HtmlPolicy = { createHTML: (html) => html }
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('parley', rules) ?? rules
  return policy
}

/** `html`: a fragment of our own answers; templates there have escaped everything people wrote. */
export function nodesOf(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = htmlPolicy().createHTML(html)
  return template.content
}
