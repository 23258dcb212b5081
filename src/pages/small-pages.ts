/** Pages with one thing to do: reply, change, delete, sign in, see earlier words, or learn what went wrong. */
import { html, raw } from 'hono/html'
import type { CommentView, NudgeView, StoryView } from '#contract/views.ts'
import type { ComposerState } from '#pages/composer.ts'
import type { Fragment, Words } from '#pages/words.ts'
import { ERRORS, type Problem } from '#contract/errors.ts'
import type { CommentReadings } from '#operations/read-readings.ts'
import { commentArticle } from '#pages/comment.ts'
import { composer, deleteForm, editor } from '#pages/composer.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { readingsNote } from '#pages/readings.ts'
import { storyLanguage } from '#pages/marked-language.ts'

/** What happened and what to do, as the table of errors has it. */
export function problemText({ code, values }: Problem, words: Words): Fragment {
  return html`<p>
    <strong>${words.say(`error.${code}.what`, values)}</strong> ${words.say(`error.${code}.do`, values)}
  </p>`
}

export function problemPage(tools: PageTools, problem: Problem): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say(`error.${problem.code}.what`, problem.values),
    isIndexed: false,
    main: html`<section class="small problem">
      <p class="kicker">${words.say('problem.kicker', { status: ERRORS[problem.code] })}</p>
      <h1>${words.say(`error.${problem.code}.what`, problem.values)}</h1>
      <p>${words.say(`error.${problem.code}.do`, problem.values)}</p>
      <p><a href="/">${words.say('problem.home')}</a></p>
    </section>`,
  })
}

/** Writing on a page of its own: a reply, or a form shown again with a preview or what was wrong. */
export function writePage(
  tools: PageTools,
  input: { readonly story: StoryView; readonly parent: CommentView | null; readonly composer: ComposerState },
): Fragment {
  const { words } = tools
  const { story, parent, composer: state } = input
  const title = words.say(parent ? 'write.reply' : 'write.new')
  return page(tools, {
    title: state.nudge ? words.say('nudge.title') : title,
    isIndexed: false,
    main: html`<section class="thread small" data-story="${story.id}">
      <p class="kicker">
        <a href="/s/${story.id}#thread" ${storyLanguage(story.language)}>${story.headline}</a>
      </p>
      <h1>${title}</h1>
      ${
        parent
          ? html`<div class="quoted">
              ${commentArticle({ ...parent, viewer: null }, { words, here: new Set() })}
            </div>`
          : nothing()
      }
      ${composer(state, words)}
    </section>`,
  })
}

export function editPage(
  tools: PageTools,
  input: {
    readonly comment: CommentView
    readonly body: string
    readonly error: Fragment | null
    readonly nudge: NudgeView | null
    readonly told: string
    readonly until: number
  },
): Fragment {
  const { words } = tools
  const { comment, ...state } = input
  return page(tools, {
    title: words.say(state.nudge ? 'nudge.title' : 'edit.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('edit.title')}</h1>
      <p>${words.say('edit.until', { time: words.dateTime(input.until) })}</p>
      ${editor({ commentId: comment.id, ...state }, words)}
    </section>`,
  })
}

export function deletePage(tools: PageTools, comment: CommentView): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say('delete.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('delete.title')}</h1>
      <div class="quoted">${commentArticle({ ...comment, viewer: null }, { words, here: new Set() })}</div>
      ${deleteForm(comment.id, words)}
    </section>`,
  })
}

export function revisionsPage(
  tools: PageTools,
  input: {
    readonly comment: CommentView
    readonly revisions: readonly { readonly bodyHtml: string; readonly writtenAt: number }[]
  },
): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say('revisions.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('revisions.title')}</h1>
      ${input.revisions.length === 0 ? html`<p>${words.say('revisions.none')}</p>` : nothing()}
      <ol class="revisions">
        ${input.revisions.map(
          (revision) =>
            html`<li>
              <p class="when">${words.dateTime(revision.writtenAt)}</p>
              <div class="words" dir="auto">${raw(revision.bodyHtml)}</div>
            </li>`,
        )}
      </ol>
      <h2>${words.say('revisions.now')}</h2>
      <div class="quoted">
        ${commentArticle({ ...input.comment, viewer: null }, { words, here: new Set() })}
      </div>
    </section>`,
  })
}

/** Why a comment may wait, or might have: what it reads as, with the words marked. */
export function readingsPage(tools: PageTools, input: CommentReadings): Fragment {
  const { words } = tools
  const { say } = words
  const { comment, readings, isScored } = input
  return page(tools, {
    title: say('readings.pageTitle'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${say('readings.pageTitle')}</h1>
      <div class="quoted">${commentArticle(comment, { words, here: new Set() })}</div>
      ${readings === null ? html`<p>${say('readings.off')}</p>` : readingsNote(readings, words)}
      ${readings === null || isScored ? nothing() : html`<p>${say('readings.unsupported')}</p>`}
      <p class="readings-about">${say('readings.about')}</p>
      <p><a href="/c/${comment.id}/yours#c-${comment.id}">${say('readings.back')}</a></p>
    </section>`,
  })
}

export function signInPage(
  tools: PageTools,
  input: { readonly token: string; readonly name: string; readonly error: Fragment | null },
): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say('signIn.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('signIn.title')}</h1>
      <p>${words.say('signIn.about')}</p>
      <div class="composer-error" role="alert">${input.error ?? nothing()}</div>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value="${input.token}" />
        <p class="field">
          <label for="sign-in-name">${words.say('signIn.name')}</label>
          <input
            id="sign-in-name"
            name="name"
            value="${input.name}"
            required
            dir="auto"
            autocomplete="nickname"
          />
        </p>
        <p><button class="button">${words.say('signIn.confirm')}</button></p>
      </form>
    </section>`,
  })
}

/** Who the site takes somebody for, and the way out. */
export function youPage(tools: PageTools, you: YouView): Fragment {
  const { words } = tools
  const name = html`<bdi class="name">${you.name ?? ''}</bdi>`
  return page(tools, {
    title: words.say('you.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('you.title')}</h1>
      <p>${words.sayHtml(youKey(you), { name })}</p>
      <p><a href="/">${words.say('you.stories')}</a></p>
      ${you.isModerator ? html`<p><a href="/suggestions">${words.say('you.suggestions')}</a></p>` : nothing()}
      ${you.isModerator ? html`<p><a href="/learning">${words.say('you.learning')}</a></p>` : nothing()}
      ${
        you.standing === 'member'
          ? html`<form method="post" action="/sign-out">
              <p><button class="button quiet">${words.say('you.signOut')}</button></p>
            </form>`
          : nothing()
      }
    </section>`,
  })
}

export interface YouView {
  readonly isKnown: boolean
  readonly name: string | null
  readonly standing: 'member' | 'guest'
  readonly isModerator: boolean
}

function youKey({ isKnown, name, standing, isModerator }: YouView) {
  if (standing === 'member') return isModerator ? 'you.moderator' : 'you.member'
  if (!isKnown) return 'you.nobody'
  return name === null ? 'you.guestWithoutName' : 'you.guest'
}
