/** Judges a whole page: people's words by what they may hold, everything around them by what harmless pages are made of. */
import { html, parse, serialize, type DefaultTreeAdapterTypes } from 'parse5'
import { COMMENT_ALLOWANCE, STORY_ALLOWANCE, judgeHtml } from '#test/allowed-html.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** Where people's own markup stands, by class. */
const WORDS = { words: COMMENT_ALLOWANCE, 'story-body': STORY_ALLOWANCE } as const

const ADDRESSES = ['href', 'src', 'action', 'formaction']

/** Paths of this site and anchors: nothing that a browser takes for another host. */
const OWN_ADDRESS = /^(?:\/(?![/\\])|#|$)/

/** Links out of our templates: to sources, and to where the story was first published. */
const OUTWARD = /^https?:\/\//i

/** What the head may say besides: the empty icon, and the page's own address. */
const OWN_HEAD = /^(?:data:,|http:\/\/localhost[:/].*)$/

/** Parts of a page as templates make them: each element with its attributes, below its parent. */
export type Shapes = ReadonlySet<string>

/** The shapes of pages that nobody wrote anything hostile into. */
export function shapesOf(pages: readonly string[]): Shapes {
  const shapes = new Set<string>()
  for (const page of pages) walk(page, (element) => void shapes.add(shapeOf(element)))
  return shapes
}

/** Complaints about a page, empty where all of it is as it should be. */
export function judgePage(page: string, shapes: Shapes): string[] {
  const complaints: string[] = []
  const words = walk(page, (element) => {
    const shape = shapeOf(element)
    if (!shapes.has(shape)) complaints.push(`no template makes ${shape}`)
    complaints.push(...judgeAddresses(element))
  })
  for (const { element, allowance } of words) {
    complaints.push(...judgeHtml(serialize(element), allowance))
  }
  return complaints
}

/** Calls `visit` for everything but what stands inside people's words, which it gives back. */
function walk(page: string, visit: (element: Element) => void) {
  const words: { readonly element: Element; readonly allowance: typeof COMMENT_ALLOWANCE }[] = []
  const go = (node: Node): void => {
    if ('tagName' in node) {
      visit(node)
      const allowance = allowanceOf(node)
      if (allowance) {
        words.push({ element: node, allowance })
        return
      }
    }
    if ('content' in node) go(node.content)
    if ('childNodes' in node) node.childNodes.forEach(go)
  }
  go(parse(page))
  return words
}

function allowanceOf(element: Element): typeof COMMENT_ALLOWANCE | undefined {
  const name = attribute(element, 'class')
  return name === 'words' || name === 'story-body' ? WORDS[name] : undefined
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value
}

function shapeOf(element: Element): string {
  const names = element.attrs.map(({ name, prefix }) => (prefix ? `${prefix}:${name}` : name)).sort()
  const parent = element.parentNode && 'tagName' in element.parentNode ? element.parentNode.tagName : ''
  const foreign = element.namespaceURI === html.NS.HTML ? '' : ` of ${element.namespaceURI}`
  return `${parent}>${element.tagName}[${names.join(' ')}]${foreign}`
}

function judgeAddresses(element: Element): string[] {
  return ADDRESSES.flatMap((name) => {
    const value = attribute(element, name)
    if (value === undefined || OWN_ADDRESS.test(value)) return []
    if (element.tagName === 'link' && OWN_HEAD.test(value)) return []
    const leads = element.tagName === 'a' && OUTWARD.test(value) && attribute(element, 'rel') === 'noopener'
    return leads ? [] : [`${element.tagName} ${name} leads to ${value}`]
  })
}
