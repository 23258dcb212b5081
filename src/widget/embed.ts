/** What a page of another site loads to show discussions: it defines our elements, once. */
import { ParleyLatest } from '#widget/parley-latest.ts'
import { ParleyThread } from '#widget/parley-thread.ts'

for (const [name, element] of [
  ['parley-thread', ParleyThread],
  ['parley-latest', ParleyLatest],
] as const) {
  // A page may hold the tag twice, or put it in again when it changes.
  if (!customElements.get(name)) customElements.define(name, element)
}
