/** What stands in the shadow root of our elements: styles as a sheet of its own, so that no policy for inline styles stops it. */
import { problemText, type ApiProblem } from '#widget/server.ts'

/** pages/style/embed.css, put in when the script is bundled. */
declare const PARLEY_STYLE: string

/** One sheet for all elements of a page. */
let sheet: CSSStyleSheet | null = null

export function openShadow(host: HTMLElement): ShadowRoot {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(PARLEY_STYLE)
  }
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  return root
}

/** Names under which the page's styles reach what is inside: `parley-thread::part(button)`. */
const PARTS: readonly (readonly [selector: string, part: string])[] = [
  ['.thread', 'thread'],
  ['.thread-head', 'head'],
  ['.orders', 'orders'],
  ['.comment', 'comment'],
  ['.name', 'name'],
  ['.when', 'time'],
  ['.words', 'words'],
  ['.actions', 'actions'],
  ['.action', 'action'],
  ['.composer', 'composer'],
  ['.field input,.field textarea', 'field'],
  ['.button', 'button'],
  ['.notice', 'notice'],
]

/** Our server's nodes for a page elsewhere: links and forms lead to the server, and parts have their names. */
export function atHome(nodes: DocumentFragment, base: string): DocumentFragment {
  for (const name of ['href', 'action']) {
    for (const element of nodes.querySelectorAll(`[${name}^="/"]`)) {
      element.setAttribute(name, base + (element.getAttribute(name) ?? ''))
    }
  }
  for (const [selector, part] of PARTS) {
    for (const element of nodes.querySelectorAll(selector)) element.setAttribute('part', part)
  }
  return nodes
}

/** The words for a server that does not answer, in the language of the site: put in when the script is bundled. */
declare const PARLEY_UNREACHABLE: string

/** Why there is no discussion, above what the page itself put into the element: a link, at best. */
export function showFailure(root: ShadowRoot, problem: ApiProblem | null): void {
  const line = document.createElement('p')
  line.className = 'failure'
  line.setAttribute('part', 'failure')
  line.setAttribute('role', 'status')
  line.textContent = problemText(problem, PARLEY_UNREACHABLE)
  root.replaceChildren(line, document.createElement('slot'))
}
