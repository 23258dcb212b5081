/**
 * The Markdown a reader may write: paragraphs, line breaks, emphasis, links, quotation, lists and code, by
 * markdown-it. What the subset leaves out (headings, images, tables, HTML, reference definitions) stays text.
 */
import MarkdownIt, {
  type MarkdownIt as Parser,
  type RendererRule,
  type StateCore,
  type Token,
} from 'markdown-it'
import { COMMENT_BLOCK_NESTING_MAX } from '#domain/limits.ts'
import { escapeAttribute, escapeText } from './escape-exactly.ts'
import { COMMENT_LINK_REL, LINK_LENGTH_MAX, safeLink, trueHost } from './safe-link.ts'

/** Levels of emphasis in emphasis. Two mean something, six leave room; CommonMark itself would nest thousands. */
const EMPHASIS_NESTING_MAX = 6

/** Not an address, and never written: what `normalizeLink` hands to `validateLink` for a refused one. */
const REFUSED = '\0'

interface MarkdownRules {
  /** The address to write for the address found; null leaves the link as the text it was. */
  readonly linkAddress: (raw: string) => string | null
  /** Whether a single newline shows as one. CommonMark says no, everybody who types into a box expects it. */
  readonly newlineBreaks: boolean
  /** Whether `https://…` links without brackets around it. */
  readonly bareLinks: boolean
}

/** What comments are rendered by; tests of the grammar vary it. */
export const COMMENT_MARKDOWN: MarkdownRules = {
  linkAddress: safeLink,
  newlineBreaks: true,
  bareLinks: true,
}

/**
 * The allow-list. Indented code is left out: people paste and indent text, and would see it fall into a code box;
 * fences say clearly what is code. `hr` is read, so that "* * *" is not three nested lists, and shown as typed.
 */
const GRAMMAR = 'blockquote fence hr list autolink backticks emphasis entity escape image link newline'.split(
  ' ',
)

/** The words of the link that closes at this token. */
function linkText(tokens: readonly Token[], closeIndex: number): string {
  let text = ''
  for (let index = closeIndex - 1; index >= 0; index -= 1) {
    const token = tokens[index]
    if (token === undefined || (token.type === 'link_open' && !token.hidden)) break
    text = (token.type.endsWith('break') ? ' ' : token.content) + text
  }
  return text
}

/**
 * Of links within links the outermost stays (markdown-it lets `[… <https://…> …](…)` through, a browser would
 * close the outer one there). The closing token is told the address, so that rendering keeps no state.
 */
function settleLinks(state: StateCore): void {
  for (const block of state.tokens) {
    const open: Token[] = []
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') {
        token.hidden = open.length > 0
        open.push(token)
      } else if (token.type === 'link_close') {
        token.attrs = open.pop()?.attrs ?? null
        token.hidden = open.length > 0
      }
    }
  }
}

function addressOf(tokens: readonly Token[], index: number): string | null {
  const token = tokens[index]
  return token === undefined || token.hidden ? null : String(token.attrGet('href') ?? '')
}

function linkRules(rules: MarkdownRules): Record<'link_open' | 'link_close', RendererRule> {
  const isRefused = (address: string): boolean => address === '' && rules.linkAddress(address) === null
  return {
    link_open: (tokens, index) => {
      const address = addressOf(tokens, index)
      if (address === null) return ''
      // `[words]()`: markdown-it does not ask whether an absent address is valid.
      return isRefused(address) ? '[' : `<a href="${escapeAttribute(address)}" rel="${COMMENT_LINK_REL}">`
    },
    link_close: (tokens, index) => {
      const address = addressOf(tokens, index)
      if (address === null) return ''
      if (isRefused(address)) return ']()'
      const host = trueHost(address, linkText(tokens, index))
      return host === null ? '</a>' : ` (${escapeText(host)})</a>`
    },
  }
}

function contentOf(tokens: readonly Token[], index: number): string {
  return escapeText(tokens[index]?.content ?? '')
}

function setRenderer(md: Parser, rules: MarkdownRules): void {
  const codeBlock: RendererRule = (tokens, index) => `<pre><code>${contentOf(tokens, index)}</code></pre>\n`
  Object.assign(md.renderer.rules, linkRules(rules), {
    text: contentOf,
    code_inline: (tokens: Token[], index: number) => `<code>${contentOf(tokens, index)}</code>`,
    fence: codeBlock,
    hr: (tokens: Token[], index: number) => `<p>${escapeText(tokens[index]?.markup ?? '')}</p>\n`,
    softbreak: () => (rules.newlineBreaks ? '<br>\n' : '\n'),
    hardbreak: () => '<br>\n',
  } satisfies Record<string, RendererRule>)
}

/** markdown-it's own rule of that name; the public way to it is a ruler in which only that one is enabled. */
function ownBlockRule(name: 'blockquote' | 'list') {
  const { ruler } = new MarkdownIt('commonmark').block
  ruler.enableOnly([name])
  const [rule] = ruler.getRules('')
  if (rule === undefined) throw new Error(`markdown-it lacks the block rule ${name}`)
  return rule
}

function ownInlineRule(name: 'image') {
  const { ruler } = new MarkdownIt('commonmark').inline
  ruler.enableOnly([name])
  const [rule] = ruler.getRules('')
  if (rule === undefined) throw new Error(`markdown-it lacks the inline rule ${name}`)
  return rule
}

/** What a quotation or list may interrupt, as in markdown-it itself. */
const PARTED = ['paragraph', 'reference', 'blockquote']

/** Below the deepest level a marker is text. (markdown-it's own `maxNesting` would drop what stands there.) */
function limitBlockNesting(md: Parser): void {
  let nesting = 0
  for (const name of ['blockquote', 'list'] as const) {
    const rule = ownBlockRule(name)
    const alt = name === 'list' ? PARTED : [...PARTED, 'list']
    md.block.ruler.at(
      name,
      (...call) => {
        if (nesting >= COMMENT_BLOCK_NESTING_MAX) return false
        nesting += 1
        try {
          return rule(...call)
        } finally {
          nesting -= 1
        }
      },
      { alt },
    )
  }
}

/** Deeper emphasis is not shown: a `hidden` token renders to nothing. */
function limitEmphasis(state: StateCore): void {
  for (const block of state.tokens) {
    let level = 0
    for (const token of block.children ?? []) {
      if (token.tag !== 'em' && token.tag !== 'strong') continue
      if (token.nesting === 1) level += 1
      token.hidden = level > EMPHASIS_NESTING_MAX
      if (token.nesting === -1) level -= 1
    }
  }
}

/** An image is one piece of text, or its "[…](…)" would turn into a link with an exclamation mark before it. */
function showImagesAsText(md: Parser): void {
  const rule = ownInlineRule('image')
  md.inline.ruler.at('image', (state, silent) => {
    const start = state.pos
    if (!rule(state, true)) return false
    if (!silent) state.pending += state.src.slice(start, state.pos)
    return true
  })
}

function buildParser(rules: MarkdownRules): Parser {
  const md = new MarkdownIt('zero').enable(GRAMMAR)
  if (rules.bareLinks) md.set({ linkify: true }).enable('linkify')
  // Only with their scheme: "example.com" and "me@example.com" in running text are left to the reader.
  // `urlAuth`: an address with credentials is found as a whole, so that it is refused as a whole.
  md.linkify.set({
    fuzzyLink: false,
    fuzzyEmail: false,
    fuzzyIP: false,
    urlAuth: true,
    maxLength: LINK_LENGTH_MAX,
  })
  for (const scheme of ['ftp:', '//', 'mailto:']) md.linkify.add(scheme, null)
  md.normalizeLink = (raw) => rules.linkAddress(raw) ?? REFUSED
  md.validateLink = (address) => address !== REFUSED
  // What was typed, not a decoded form of it: decoding can make an address look like another.
  md.normalizeLinkText = (raw) => raw
  limitBlockNesting(md)
  showImagesAsText(md)
  md.core.ruler.push('limit_emphasis', limitEmphasis)
  md.core.ruler.push('settle_links', settleLinks)
  setRenderer(md, rules)
  return md
}

/** A renderer by these rules: Markdown in, HTML of the subset's elements out. */
export function createMarkdown(rules: MarkdownRules): (source: string) => string {
  const md = buildParser(rules)
  return (source) => md.render(source)
}

const bareLinkFinder = buildParser(COMMENT_MARKDOWN).linkify

interface BareLink {
  readonly start: number
  readonly end: number
}

/** Where `http://…` and `https://…` stand in plain text: UTF-16 offsets, by the rule that comments follow. */
export function findBareLinks(text: string): BareLink[] {
  return (bareLinkFinder.match(text) ?? []).map((match) => ({ start: match.index, end: match.lastIndex }))
}
