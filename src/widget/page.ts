/** What scripts add to a page that works without them: nothing here is needed to read or to write. */
import { createMemory } from '#widget/memory.ts'
import { enhance } from '#widget/enhance.ts'
import { nodesOf } from '#widget/server-html.ts'
import { ownServer } from '#widget/server.ts'

const thread = document.querySelector<HTMLElement>('[data-story]')
if (thread) {
  enhance({
    thread,
    server: ownServer(),
    memory: createMemory('parley:'),
    nodesOf,
    tell: () => {},
    // A page of our own holds its thread for as long as it is open.
    signal: new AbortController().signal,
    reload: () => location.reload(),
    // Another order is another page, with an address of its own and a way back.
    show: null,
  })
}
