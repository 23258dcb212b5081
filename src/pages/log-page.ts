/** The public log of decisions. */
import { html } from 'hono/html'
import type { DecisionView } from '#contract/views.ts'
import type { Fragment } from '#pages/words.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'

export function logPage(
  tools: PageTools,
  input: { readonly decisions: readonly DecisionView[]; readonly nextCursor: string | null },
): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say('log.title'),
    isIndexed: false,
    main: html`<section class="log" aria-labelledby="log-title">
      <h1 id="log-title">${words.say('log.title')}</h1>
      <p class="log-about">${words.say('log.about')}</p>
      ${input.decisions.length === 0 ? html`<p class="empty">${words.say('log.empty')}</p>` : nothing()}
      <ol class="decisions">
        ${input.decisions.map((decision) => decisionItem(decision, tools))}
      </ol>
      ${
        input.nextCursor
          ? html`<nav class="pages">
              <a rel="next" href="/log?before=${input.nextCursor}">${words.say('log.older')}</a>
            </nav>`
          : nothing()
      }
    </section>`,
  })
}

function decisionItem(decision: DecisionView, { words }: PageTools): Fragment {
  const moderator = html`<bdi class="name">${decision.moderatorName}</bdi>`
  const time = html`<time datetime="${new Date(decision.decidedAt).toISOString()}"
    >${words.dateTime(decision.decidedAt)}</time
  >`
  if (decision.about === 'learning') {
    const threshold = decision.holdAt === null ? '' : words.number(decision.holdAt)
    return html`<li class="decision">
      <p class="decision-what">
        ${words.sayHtml(`log.learning.${decision.action}`, { moderator, threshold })}
      </p>
      <p class="decision-where">${time}</p>
    </li>`
  }
  const what =
    decision.about === 'comment'
      ? words.sayHtml(`log.action.${decision.action}`, {
          moderator,
          comment: html`<a href="/c/${decision.commentId}">${words.say('log.comment')}</a>`,
        })
      : words.sayHtml(`log.story.${decision.action}`, {
          moderator,
          address: addressLink(decision.to),
          other: otherLink(decision.other),
        })
  return html`<li class="decision">
    <p class="decision-what">${what}</p>
    ${
      decision.reason === null
        ? nothing()
        : html`<p class="decision-reason" dir="auto">
            ${words.sayHtml('log.reason', { reason: html`<q>${decision.reason}</q>` })}
          </p>`
    }
    <p class="decision-where">
      ${time}
      <a href="/s/${decision.storyId}" dir="auto">${decision.headline}</a>
    </p>
  </li>`
}

function addressLink(address: string): Fragment {
  return /^https?:\/\//.test(address)
    ? html`<a href="${address}" rel="noopener" dir="ltr">${address}</a>`
    : nothing()
}

function otherLink(other: { readonly id: string; readonly headline: string } | null): Fragment {
  return other ? html`<a href="/s/${other.id}"><bdi>${other.headline}</bdi></a>` : nothing()
}
