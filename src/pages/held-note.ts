/** Tells a moderator for which rule a comment waits, and what weighed. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { HeldForView } from '#contract/views.ts'
import { nothing } from '#pages/frame.ts'

export function heldNote({ rule, reasons, told }: HeldForView, words: Words): Fragment {
  const said = [...reasons.map((code) => words.say(`rule.because.${code}`)), ...told]
  const list = html`<ul class="held-for">
    ${said.map((reason) => html`<li><bdi>${reason}</bdi></li>`)}
  </ul>`
  return html`<p class="held-for">${words.say(`rule.${rule}`)}</p>
    ${said.length > 0 ? list : nothing()}`
}
