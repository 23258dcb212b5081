/** The figures of a learned version in plain words: of a hundred comments, how many would have waited. */
import { html } from 'hono/html'
import type { CountedShare } from '#domain/civility/learning/share-of.ts'
import type { Fragment, Words } from '#pages/words.ts'
import type { LearnedVersionView } from '#operations/learning/review-learning.ts'

/** What holds only where the correction is, or could be, in use is measured with it; else with the stock model. */
export function learnedFigures(version: LearnedVersionView, words: Words): Fragment {
  const { say } = words
  const { unseen, holdAt, proposal } = version.figures
  const { before, after, atProposal, bystandersBefore, bystandersAfter, bystandersAtProposal } = version
  const rows = [
    { what: say('learning.ofRemoved'), shares: [before.removed, after.removed, atProposal.removed] },
    { what: say('learning.ofKept'), shares: [before.kept, after.kept, atProposal.kept] },
    { what: say('learning.ofBystanders'), shares: [bystandersBefore, bystandersAfter, bystandersAtProposal] },
  ]
  const threshold = words.number(holdAt)
  return html`<p>
      ${say('learning.unseen', { removed: unseen.removed, kept: unseen.kept, stories: unseen.stories })}
    </p>
    <div class="figures" role="region" tabindex="0" aria-label="${say('learning.figures')}">
      <table>
        <thead>
          <tr>
            <th scope="col">${say('learning.wouldWait')}</th>
            <th scope="col">${say('learning.before', { threshold })}</th>
            <th scope="col">${say('learning.after', { threshold })}</th>
            <th scope="col">
              ${
                proposal.isCorrected
                  ? say('learning.proposed', { threshold: words.number(proposal.holdAt) })
                  : say('learning.proposedStock', { threshold: words.number(proposal.holdAt) })
              }
            </th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ what, shares }) =>
              html`<tr>
                <th scope="row">${what}</th>
                ${shares.map((share) => html`<td>${shareWords(share, words)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="log-about">${say('learning.uncertainty')}</p>`
}

function shareWords(counted: CountedShare | null, { say }: Words): string {
  return counted === null ? say('learning.unknownShare') : say('learning.share', { ...counted })
}
