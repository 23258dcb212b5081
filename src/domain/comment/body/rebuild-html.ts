/** Foreign HTML to ours: sanitize-html drops what is dangerous, `HtmlBuilder` builds the rest anew, well-formed. */
import sanitizeHtml from 'sanitize-html'
import { unescapeText } from './escape-exactly.ts'
import { HtmlBuilder, type BuildRules, type Role } from './html-builder.ts'
import { settleCharacters } from './settle-characters.ts'

/** What an element of the source is to us. Elements not named here vanish and leave their text. */
const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...pairs('paragraph', 'p div section article header footer main aside address center figure figcaption'),
  ...pairs('paragraph', 'dl dt dd table caption tr details summary fieldset legend form'),
  ...pairs('heading2', 'h1 h2'),
  ...pairs('heading3', 'h3 h4 h5 h6'),
  ...pairs('em', 'em i cite dfn var'),
  ...pairs('strong', 'strong b'),
  ...pairs('code', 'code tt kbd samp'),
  ...pairs('cell', 'td th'),
  ...pairs('quoted', 'q'),
  ['a', 'a'],
  ['br', 'br'],
  ['hr', 'hr'],
  ['ul', 'ul'],
  ['menu', 'ul'],
  ['dir', 'ul'],
  ['ol', 'ol'],
  ['li', 'li'],
  ['blockquote', 'blockquote'],
  ['pre', 'pre'],
])

function pairs(role: Role, names: string): [string, Role][] {
  return names.split(' ').map((name) => [name, role])
}

/** Elements whose text is no part of what the page says: code, drawings, controls, text for old browsers. */
const DROPPED_WITH_TEXT = (
  'script style xmp template noscript noembed noframes iframe object svg head title ' +
  'textarea option select button audio video canvas'
).split(' ')

/**
 * Levels of elements, ours or not, below which tags are ignored and their text kept. Real pages reach about 30
 * within an article; the work per text is proportional to this.
 */
const SOURCE_NESTING_MAX = 100

const SANITIZE_OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...ROLES.keys()],
  allowedAttributes: { a: ['href'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: DROPPED_WITH_TEXT,
  nestingLimit: SOURCE_NESTING_MAX,
  parseStyleAttributes: false,
}

/** sanitize-html writes nothing else: a tag with attributes in double quotes, or text without "<". */
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"]*")?)*)(?: \/)?>|[^<]+|</g
const ATTRIBUTE = /(?:href|start)="([^"]*)"/

/** The same words as a well-formed tree of the elements `rules` and `HtmlBuilder` allow. */
export function rebuildHtml(html: string, rules: BuildRules): string {
  const builder = new HtmlBuilder(rules)
  for (const [token, slash, name, attributes] of sanitizeHtml(html, SANITIZE_OPTIONS).matchAll(TOKEN)) {
    const role = name === undefined ? undefined : ROLES.get(name)
    if (name === undefined) builder.text(settleCharacters(unescapeText(token)))
    else if (role === undefined) continue
    else if (slash === '/') builder.close(role)
    else builder.open(role, unescapeText(ATTRIBUTE.exec(attributes ?? '')?.[1] ?? ''))
  }
  return builder.finish()
}
