/** The few parts of a parsed page that the readers touch, and the walk through it. */

/** A node as linkedom makes it; only what is used here, so that no browser types are needed. */
export interface PageNode {
  readonly nodeType: number
  readonly textContent: string | null
  readonly parentNode: PageNode | null
  readonly firstChild: PageNode | null
  readonly nextSibling: PageNode | null
}

export interface PageElement extends PageNode {
  readonly localName: string
  readonly id: string
  readonly className: string
  readonly innerHTML: string
  readonly parentElement: PageElement | null
  readonly previousElementSibling: PageElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  closest(selector: string): PageElement | null
  contains(node: PageNode): boolean
  matches(selector: string): boolean
  cloneNode(deep: boolean): PageElement
  remove(): void
}

export interface PageDocument {
  readonly documentElement: PageElement
  readonly body: PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}

const ELEMENT_NODE = 1
const TEXT_NODE = 3

/** True for an element; text, comments and the like are not. */
export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT_NODE
}

/** True for a run of text. */
export function isText(node: PageNode): boolean {
  return node.nodeType === TEXT_NODE
}

export interface Visitor {
  /** False: what is inside is left out. */
  readonly enter: (node: PageNode) => boolean
  readonly leave: (node: PageNode) => void
}

/** Goes through a tree in reading order without recursion: a hostile page may nest as deep as it likes. */
export function walk(root: PageNode, visitor: Visitor): void {
  let node: PageNode | null = root
  while (node !== null) {
    const child: PageNode | null = visitor.enter(node) ? node.firstChild : null
    if (child !== null) {
      node = child
      continue
    }
    let from: PageNode | null = node
    node = null
    while (from !== null && node === null) {
      visitor.leave(from)
      if (from === root) return
      node = from.nextSibling
      if (node === null) from = from.parentNode
    }
  }
}

/** The class names of an element. */
export function classesOf(element: PageElement): readonly string[] {
  return (element.getAttribute('class') ?? '').split(/\s+/).filter((name) => name !== '')
}

/** The words of an element with single spaces. */
export function wordsOf(element: PageElement | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
}
