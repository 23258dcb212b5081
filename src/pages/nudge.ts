/** What a writer is asked before posting: which words may read as what, and the two ways on. */
import { html, raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { NudgeView, WeighedWordsView } from '#contract/views.ts'
import { nothing } from '#pages/frame.ts'

/** Characters of HTML that are never cut off, not even on a phone. */
const SURELY_SHOWN = 150

export interface NudgePlace {
  /** What the ids of this form end in. */
  readonly field: string
  /** Whether words are changed that stand there already. */
  readonly isEdit: boolean
  /** What was asked before, as the form sent it. */
  readonly told: string
}

/** Holds the field that says what was asked; empty and unseen until there is something to ask. */
export function nudgeBox(
  nudge: NudgeView | null,
  { field, isEdit, told }: NudgePlace,
  words: Words,
): Fragment {
  if (nudge === null) {
    return html`<div data-nudge hidden><input type="hidden" name="nudge" value="${told}" /></div>`
  }
  const { say } = words
  // What scrolls must be reached by keyboard; what does not, is no place to stop.
  const mayScroll = nudge.html.length > SURELY_SHOWN ? raw('tabindex="0"') : nothing()
  return html`<section
    class="nudge"
    data-nudge
    role="group"
    tabindex="-1"
    autofocus
    aria-labelledby="nudge-${field}"
    aria-describedby="nudge-about-${field}"
  >
    <input type="hidden" name="nudge" value="${nudge.told}" />
    <p class="nudge-title" id="nudge-${field}">${say('nudge.title')}</p>
    <div id="nudge-about-${field}">${kindSentences(nudge.kinds, words)}</div>
    <blockquote class="nudge-words" dir="auto" ${mayScroll} aria-label="${say('nudge.yourWords')}">
      ${raw(nudge.html)}
    </blockquote>
    <p class="nudge-note">${say('nudge.note')}</p>
    <p class="composer-buttons">
      <a class="button" href="#body-${field}" data-change>${say('nudge.change')}</a>
      <button class="button quiet">${say(isEdit ? 'nudge.save' : 'nudge.post')}</button>
    </p>
  </section>`
}

/** One sentence for each kind, with the words it is about. */
export function kindSentences(kinds: readonly WeighedWordsView[], words: Words): Fragment {
  return kinds.map(
    (weighed) => html`<p>${words.sayHtml(`nudge.${weighed.kind}`, { words: wordList(weighed, words) })}</p>`,
  )
}

/** Listed as the language lists, each between its quotation marks. */
export function wordList({ words: listed }: Pick<WeighedWordsView, 'words'>, words: Words): Fragment {
  if (listed.length === 0) return nothing()
  const list = new Intl.ListFormat(words.language, { type: 'conjunction', style: 'narrow' })
  const quoted = new Map(listed.map((word, at) => [String(at), html`<q dir="auto">${word}</q>`]))
  return list
    .formatToParts(quoted.keys())
    .map(({ type, value }) => (type === 'element' ? (quoted.get(value) ?? nothing()) : html`${value}`))
}
