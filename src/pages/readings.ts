/** What a comment reads as, for moderators: in words, the number only where one looks for it. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { ReadingView } from '#contract/views.ts'
import { nothing } from '#pages/frame.ts'
import { wordList } from '#pages/nudge.ts'

export function readingsNote(readings: readonly ReadingView[], words: Words): Fragment {
  const { say } = words
  if (readings.length === 0) return html`<p class="readings">${say('readings.none')}</p>`
  const hasMarks = readings.some((reading) => reading.words.length > 0)
  return html`<div class="readings">
    <p>${say('readings.title')}</p>
    <ul>
      ${readings.map((reading) => readingItem(reading, words))}
    </ul>
    ${hasMarks ? html`<p>${say('readings.marked')}</p>` : nothing()}
  </div>`
}

function readingItem(reading: ReadingView, words: Words): Fragment {
  const { kind, degree, probability } = reading
  const said = words.say(`readings.${kind}`, { degree })
  const score = words.say('readings.score', { score: words.number(Number(probability.toFixed(2))) })
  return html`<li>
    <span title="${score}">${said}</span>${
      reading.words.length === 0
        ? nothing()
        : html`<span class="reading-words">${wordList(reading, words)}</span>`
    }
  </li>`
}
