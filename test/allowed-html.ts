/** The judge of HTML in tests: parses it as a browser does (parse5) and lists everything that is not allowed. */
import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5'

export interface HtmlAllowance {
  /** Element → attributes it may have; `data-*` stands for every name that begins so. `*`: on every element. */
  readonly elements: Readonly<Record<string, readonly string[]>>
  /** Schemes that addresses may have, with colon. */
  readonly schemes: readonly string[]
  /** Whether an address may be relative to the page; default false. */
  readonly relativeAddresses?: boolean
  /** What the `rel` of every link out must be, exactly. */
  readonly rel?: string
  /** A whole document rather than a fragment; default false. */
  readonly document?: boolean
  /** Whether writing the parsed tree again must give the very same text (fragments only); default true. */
  readonly exact?: boolean
}

/** What `renderBody` may write. */
export const COMMENT_ALLOWANCE: HtmlAllowance = {
  elements: {
    ...Object.fromEntries(
      ['p', 'br', 'em', 'strong', 'blockquote', 'ul', 'li', 'code', 'pre'].map((name) => [name, []]),
    ),
    a: ['href', 'rel'],
    ol: ['start'],
  },
  schemes: ['http:', 'https:', 'mailto:'],
  rel: 'nofollow ugc noopener',
}

/** What `safeStoryHtml` may write. */
export const STORY_ALLOWANCE: HtmlAllowance = {
  elements: { ...COMMENT_ALLOWANCE.elements, h2: [], h3: [], hr: [] },
  schemes: COMMENT_ALLOWANCE.schemes,
  rel: 'noopener',
}

/** Attributes whose value a browser resolves as an address. */
const ADDRESSES = new Set(
  (
    'href src action formaction cite poster background data ping srcset imagesrcset manifest longdesc usemap ' +
    'codebase classid profile icon dynsrc lowsrc xlink:href'
  ).split(' '),
)

/** Overrides and isolates, controls but tab and newline, lone surrogates: none may come out of a comment. */
const LEAKING = /[\u202A-\u202E\u2066-\u2069\0-\x08\x0B-\x1F\x7F-\x9F\uFFFE\uFFFF]|\p{Surrogate}/u

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** An address as a browser reads it: surrounding controls and inner tabs and newlines do not count. */
function schemeOf(address: string): string | null {
  const read = address.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '')
  return /^([a-z][a-z0-9+.-]*:)/i.exec(read)?.[1]?.toLowerCase() ?? null
}

function judgeAddress(where: string, value: string, allowance: HtmlAllowance): string[] {
  const scheme = schemeOf(value)
  if (scheme === null)
    return allowance.relativeAddresses === true ? [] : [`${where}: relative address ${value}`]
  if (!allowance.schemes.includes(scheme)) return [`${where}: scheme ${scheme}`]
  const url = URL.parse(value)
  if (url === null) return [`${where}: unreadable address ${value}`]
  return url.username !== '' || url.password !== '' ? [`${where}: credentials in ${value}`] : []
}

function judgeElement(element: Element, allowance: HtmlAllowance): string[] {
  const { tagName, attrs } = element
  const own = Object.hasOwn(allowance.elements, tagName) ? allowance.elements[tagName] : undefined
  if (own === undefined) return [`element ${tagName}`]
  const allowed = [...own, ...(allowance.elements['*'] ?? [])]
  const isAllowed = (name: string): boolean =>
    allowed.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry))
  const complaints = attrs.flatMap(({ name, prefix, value }) => {
    const full = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`
    const where = `${tagName} ${full}`
    if (!isAllowed(full)) return [`attribute ${where}`]
    return ADDRESSES.has(full) ? judgeAddress(where, value, allowance) : []
  })
  const href = attrs.find((attribute) => attribute.name === 'href')?.value
  const leavesUs = tagName === 'a' && href !== undefined && schemeOf(href) !== null
  if (leavesUs && allowance.rel !== undefined) {
    const rel = attrs.find((attribute) => attribute.name === 'rel')?.value
    if (rel !== allowance.rel) complaints.push(`a rel: ${rel ?? 'none'}`)
  }
  return complaints
}

function judgeNode(node: Node, allowance: HtmlAllowance): string[] {
  const complaints: string[] = []
  if (node.nodeName === '#comment') complaints.push('comment node')
  if ('value' in node && LEAKING.test(node.value))
    complaints.push(`leaking character in ${JSON.stringify(node.value)}`)
  if ('tagName' in node) complaints.push(...judgeElement(node, allowance))
  if ('content' in node) complaints.push(...judgeNode(node.content, allowance))
  if ('childNodes' in node)
    for (const child of node.childNodes) complaints.push(...judgeNode(child, allowance))
  return complaints
}

/** Complaints about `html`, empty where all of it is allowed. */
export function judgeHtml(html: string, allowance: HtmlAllowance): string[] {
  if (allowance.document === true) return judgeNode(parse(html), allowance)
  const tree = parseFragment(html)
  const complaints = judgeNode(tree, allowance)
  if (allowance.exact !== false && serialize(tree) !== html)
    complaints.push(`written again differs: ${serialize(tree)}`)
  return complaints
}
