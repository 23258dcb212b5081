/** What was learned from moderators' decisions, for moderators: how good it is, and a way to use it or take it back. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { LearnedVersionView, LearningPage } from '#operations/learning/review-learning.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { learnedFigures } from '#pages/learned-figures.ts'
import { verdictChanges } from '#pages/verdict-changes.ts'

export interface LearningView extends LearningPage {
  /** Whether it was asked for a moment ago. */
  readonly isAsked: boolean
}

export function learningPage(tools: PageTools, view: LearningView): Fragment {
  const { words } = tools
  const { say } = words
  return page(tools, {
    title: say('learning.title'),
    isIndexed: false,
    main: html`<section class="log learning" aria-labelledby="learning-title">
      <h1 id="learning-title">${say('learning.title')}</h1>
      <p class="log-about">${say('learning.about')}</p>
      ${view.isAsked || view.isLearning ? html`<div class="notice"><p role="status">${say('learning.running')}</p></div>` : nothing()}
      ${view.threshold === null ? html`<p class="empty">${say('learning.noRule')}</p>` : learnedParts(view, words)}
    </section>`,
  })
}

function learnedParts(view: LearningView, words: Words): Fragment {
  const { say } = words
  if (!view.hasWeights) return html`<p class="empty">${say('learning.noWeights')}</p>`
  return html`${countedDecisions(view, words)}
    <h2>${say('learning.inUse')}</h2>
    ${view.inUse === null ? html`<p>${say('learning.noneInUse')}</p>` : versionPart(view.inUse, words)}
    ${view.comesByItself ? nothing() : html`<p>${say('learning.waitsForYou')}</p>`}
    ${thresholdPart(view, words)}
    ${
      view.newest === null
        ? nothing()
        : html`<h2>${say('learning.newest')}</h2>
            ${versionPart(view.newest, words)}`
    }
    ${verdictChanges(view.changes, words)} ${earlierResults(view.earlier, words)}`
}

function countedDecisions({ counts, missing, lastTurn, isLearning }: LearningView, words: Words): Fragment {
  const { say } = words
  const isShort = missing.removed > 0 || missing.kept > 0
  return html`<p>${say('learning.counts', { ...counts })}</p>
    ${isShort ? html`<p>${say('learning.missing', { ...missing })}</p>` : nothing()}
    <p class="log-about">${say('learning.whatCounts')}</p>
    ${
      lastTurn === null || isLearning
        ? nothing()
        : html`<p class="decision-where">
            ${say(`learning.lastTurn.${lastTurn.how}`, { time: words.dateTime(lastTurn.at) })}
          </p>`
    }
    <form method="post" action="/learning/ask" class="actions">
      <button class="button quiet">${say('learning.learnNow')}</button>
    </form>`
}

function versionPart(version: LearnedVersionView, words: Words): Fragment {
  const { say } = words
  const { decisions } = version.figures
  const span = { since: words.date(decisions.since), until: words.date(decisions.until) }
  return html`<div class="learned" data-version="${version.id}" data-state="${version.state}">
    <p>
      ${say('learning.learnedFrom', {
        time: words.dateTime(version.madeAt),
        removed: decisions.removed,
        kept: decisions.kept,
        ...span,
      })}
    </p>
    <p>${say(`learning.verdict.${version.verdict}`)}</p>
    ${version.isSetAside ? html`<p>${say('learning.setAside')}</p>` : nothing()}
    ${decisions.moderators === 1 ? html`<p>${say('learning.oneModerator')}</p>` : nothing()}
    ${
      decisions.repeats + decisions.beyondShare === 0
        ? nothing()
        : html`<p>
            ${say('learning.leftOut', { repeats: decisions.repeats, beyondShare: decisions.beyondShare })}
          </p>`
    }
    ${learnedFigures(version, words)} ${versionButton(version, words)}
  </div>`
}

function versionButton({ id, state, mayUse }: LearnedVersionView, { say }: Words): Fragment {
  if (state !== 'in-use' && !mayUse) return nothing()
  const verb = state === 'in-use' ? 'undo' : 'use'
  return html`<form method="post" action="/learning/${id}/${verb}" class="actions">
    <button class="button quiet">${verb === 'undo' ? say('learning.undo') : say('learning.use')}</button>
  </form>`
}

function thresholdPart(view: LearningView, words: Words): Fragment {
  const { say } = words
  const { threshold, mayUseThreshold } = view
  if (threshold === null) return nothing()
  const { operators, inForce, isChosen } = threshold
  const values = { threshold: words.number(inForce), operators: words.number(operators) }
  const judged = view.inUse && !view.inUse.isSetAside ? view.inUse : view.newest
  return html`<p>
      ${isChosen ? say('learning.thresholdChosen', values) : say('learning.threshold', { threshold: values.threshold })}
    </p>
    <div class="actions">
      ${
        isChosen
          ? html`<form method="post" action="/learning/undo-threshold">
              <button class="button quiet">
                ${say('learning.undoThreshold', { threshold: values.operators })}
              </button>
            </form>`
          : nothing()
      }
      ${
        mayUseThreshold && judged
          ? html`<form method="post" action="/learning/${judged.id}/use-threshold">
              <button class="button quiet">
                ${say('learning.useThreshold', { threshold: words.number(judged.figures.proposal.holdAt) })}
              </button>
            </form>`
          : nothing()
      }
    </div>`
}

function earlierResults(versions: readonly LearnedVersionView[], words: Words): Fragment {
  const { say } = words
  if (versions.length === 0) return nothing()
  return html`<h2>${say('learning.earlier')}</h2>
    <ol class="decisions">
      ${versions.map(
        (version) =>
          html`<li class="decision" data-version="${version.id}">
            <p>${say(`learning.state.${version.state}`, { time: words.dateTime(version.madeAt) })}</p>
            ${versionButton(version, words)}
          </li>`,
      )}
    </ol>`
}
