/** What a reader sees first is put in first: laying out a hundred comments takes longer than loading them. */

/** Conversations that fill a window, with the head and the form above them. */
const FIRST_ROOTS = 6

/** Milliseconds after which nobody waits for a frame: in a hidden tab none comes. */
const FRAME_WAIT_MS = 200

/** Takes the conversations behind the first screen out of the nodes; none where all are in it. */
export function takeRest(nodes: DocumentFragment): DocumentFragment {
  const rest = document.createDocumentFragment()
  const roots = nodes.querySelectorAll('[data-comments] > .item')
  rest.append(...[...roots].slice(FIRST_ROOTS))
  return rest
}

/** Resolves when what was put in stands on the screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => resolve()
    // A task that a frame starts runs behind its painting.
    requestAnimationFrame(() => setTimeout(done))
    setTimeout(done, FRAME_WAIT_MS)
  })
}
