/** The Markdown subset against CommonMark's own cases. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import MarkdownIt from 'markdown-it'
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5'
import { createMarkdown } from './markdown.ts'

interface SpecCase {
  readonly markdown: string
  readonly html: string
  readonly section: string
  readonly number: number
}

const { tests } = createRequire(import.meta.url)('commonmark-spec') as { readonly tests: readonly SpecCase[] }

/** Every case of these passes but those in DEVIATIONS. The other sections are about what the subset leaves out. */
const CLAIMED_SECTIONS: readonly string[] = [
  'Backslash escapes',
  'Entity and numeric character references',
  'Precedence',
  'Fenced code blocks',
  'Paragraphs',
  'Blank lines',
  'Block quotes',
  'List items',
  'Lists',
  'Inlines',
  'Code spans',
  'Emphasis and strong emphasis',
  'Links',
  'Autolinks',
  'Hard line breaks',
  'Soft line breaks',
  'Textual content',
]

const DEVIATIONS: readonly { readonly reason: string; readonly cases: readonly number[] }[] = [
  {
    reason: 'no indented code: people paste and indent text and would see it fall into a code box',
    cases: [
      18, 36, 134, 225, 231, 236, 252, 253, 254, 257, 264, 270, 271, 272, 273, 274, 278, 286, 287, 288, 289,
      290, 313,
    ],
  },
  {
    reason: 'no HTML: it is shown as typed',
    cases: [21, 31, 308, 309, 344, 475, 476, 477, 491, 494, 524, 642, 643],
  },
  {
    reason: 'no reference definitions: links are written where they stand',
    cases: [
      23, 33, 317, 527, 528, 529, 530, 531, 532, 533, 534, 535, 536, 537, 538, 539, 540, 541, 542, 543, 544,
      545, 549, 550, 553, 554, 555, 556, 557, 558, 559, 560, 561, 562, 563, 564, 565, 566, 567, 568, 569, 570,
      571,
    ],
  },
  { reason: 'no headings: "# 1" is how people number', cases: [141, 227, 228, 229, 230, 232, 300, 646, 647] },
  { reason: 'no section breaks: shown as typed, in a paragraph', cases: [234, 246] },
  { reason: 'no images: they would make readers fetch from other hosts', cases: [517, 520] },
]

/**
 * The one place where our differences of policy are taken out, so that the cases test the grammar: addresses are
 * let through (most of the specification's are relative), newlines stay newlines, bare addresses stay text; then
 * `rel` (ours) and `title` and `class` (theirs) go, and so does the space between blocks.
 */
const anyAddress = new MarkdownIt()
const renderGrammar = createMarkdown({
  linkAddress: (raw) => anyAddress.normalizeLink(raw),
  newlineBreaks: false,
  bareLinks: false,
})

function strip(node: DefaultTreeAdapterTypes.Node): void {
  if ('attrs' in node) node.attrs = node.attrs.filter(({ name }) => !['rel', 'title', 'class'].includes(name))
  if (!('childNodes' in node)) return
  if (['#document-fragment', 'blockquote', 'ul', 'ol', 'li'].includes(node.nodeName)) {
    node.childNodes = node.childNodes.filter((child) => !('value' in child) || child.value.trim() !== '')
  }
  for (const child of node.childNodes) strip(child)
}

function comparable(html: string): string {
  const tree = parseFragment(html)
  strip(tree)
  return serialize(tree)
}

function passes(example: SpecCase): boolean {
  // The specification writes a tab as an arrow.
  const ours = renderGrammar(example.markdown.replaceAll('→', '\t'))
  return comparable(ours) === comparable(example.html.replaceAll('→', '\t'))
}

describe('CommonMark', () => {
  const deviating = new Set(DEVIATIONS.flatMap((deviation) => deviation.cases))

  for (const section of CLAIMED_SECTIONS) {
    test(section, () => {
      const cases = tests.filter((example) => example.section === section)
      assert.ok(cases.length > 0, 'the section has cases')
      const failing = cases.filter((example) => !deviating.has(example.number) && !passes(example))
      assert.deepEqual(
        failing.map((example) => [
          example.number,
          example.markdown,
          renderGrammar(example.markdown),
          example.html,
        ]),
        [],
      )
    })
  }

  test('every deviation deviates, is claimed and is listed once', () => {
    const listed = DEVIATIONS.flatMap((deviation) => deviation.cases)
    assert.equal(listed.length, deviating.size)
    for (const number of listed) {
      const example = tests.find((candidate) => candidate.number === number)
      assert.ok(example !== undefined && CLAIMED_SECTIONS.includes(example.section), `case ${number}`)
      assert.equal(passes(example), false, `case ${number} passes: take it out of DEVIATIONS`)
    }
  })
})
