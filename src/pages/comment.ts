/** One comment and what hangs below it, as it stands in every page. */
import { html, raw } from 'hono/html'
import type { CommentView } from '#contract/views.ts'
import type { Fragment, Words } from '#pages/words.ts'
import { moderationControls } from '#pages/moderation-controls.ts'
import { nothing } from '#pages/frame.ts'
import { readingsNote } from '#pages/readings.ts'

export interface CommentContext {
  readonly words: Words
  /** Ids that stand on the same page: links to them stay on it. */
  readonly here: ReadonlySet<string>
  /** Set on the page of one comment: the comment the page is about. */
  readonly focusId?: string
  /** Safe HTML to show instead of the name: the same name with what was searched for marked. */
  readonly nameHtml?: string
  /** Set where a comment is only shown: nothing to press. */
  readonly isQuoted?: true
}

/** A comment as an item of a list, with its replies in a list of their own that folds away. */
export function commentItem(comment: CommentView, context: CommentContext): Fragment {
  return html`<li class="item">${commentArticle(comment, context)} ${repliesOf(comment, context)}</li>`
}

function repliesOf(comment: CommentView, context: CommentContext): Fragment {
  const { words } = context
  if (comment.replies.length === 0 && !comment.more) return nothing()
  const count = countBelow(comment)
  // Nothing to fold: only the way to where it goes on.
  if (count === 0 && comment.more) return moreLink(comment, words)
  return html`<details class="branch" open data-branch="${comment.id}">
    <summary>${words.say('comment.replies', { count })}</summary>
    <ol class="replies">
      ${comment.replies.map((reply) => commentItem(reply, context))}
    </ol>
    ${moreLink(comment, words)}
  </details>`
}

function moreLink({ more, viewer }: CommentView, words: Words): Fragment {
  if (!more) return nothing()
  const { rootId, count, cursor } = more
  if (cursor === null) {
    return html`<p class="more"><a href="/c/${rootId}#c-${rootId}">${words.say('comment.continue')}</a></p>`
  }
  const text =
    count === null ? words.say('comment.moreReplies') : words.say('comment.moreRepliesCount', { count })
  return html`<p class="more">
    <a
      href="/c/${rootId}?after=${cursor}"
      ${viewer === null ? html`data-part="/embed/branch?comment=${rootId}&after=${cursor}"` : ''}
      data-into="branch"
      >${text}</a
    >
  </p>`
}

function countBelow(comment: CommentView): number {
  return comment.replies.reduce((sum, reply) => sum + 1 + countBelow(reply), 0) + (comment.more?.count ?? 0)
}

export function commentArticle(comment: CommentView, context: CommentContext): Fragment {
  const { words, focusId } = context
  const own = comment.viewer?.isAuthor ? ' is-own' : ''
  const focus = focusId === comment.id ? ' is-focus' : ''
  return html`<article
    class="comment is-${comment.state}${own}${focus}"
    id="c-${comment.id}"
    data-comment="${comment.id}"
    data-state="${comment.state}"
    aria-labelledby="by-${comment.id}"
    tabindex="-1"
  >
    ${commentHead(comment, context)} ${replyingTo(comment, context)} ${stateNote(comment, words)}
    ${comment.html === null ? nothing() : html`<div class="words" dir="auto">${raw(comment.html)}</div>`}
    ${comment.viewer?.readings ? readingsNote(comment.viewer.readings, words) : nothing()}
    ${context.isQuoted ? nothing() : commentActions(comment, words)}
    ${comment.viewer ? moderationControls(comment.id, comment.viewer, words) : nothing()}
  </article>`
}

function commentHead(comment: CommentView, { words, nameHtml }: CommentContext): Fragment {
  const when = words.dateTime(comment.createdAt)
  const time = html`<a class="when" href="/c/${comment.id}" title="${words.say('comment.permalink')}"
    ><time datetime="${new Date(comment.createdAt).toISOString()}">${when}</time></a
  >`
  const edited =
    comment.editedAt === null ? nothing() : html`<span class="edited">${words.say('comment.edited')}</span>`
  if (!comment.author) {
    return html`<header class="head" id="by-${comment.id}">
      <span class="gone">${words.say(tombstoneKey(comment))}</span> ${time}
    </header>`
  }
  const guest =
    comment.author.standing === 'guest'
      ? html`<span class="guest">${words.say('comment.notVerified')}</span>`
      : nothing()
  return html`<header class="head">
    <span class="by" id="by-${comment.id}"
      ><bdi class="name">${nameHtml === undefined ? comment.author.name : raw(nameHtml)}</bdi> ${guest}</span
    >
    ${time} ${edited}
  </header>`
}

function tombstoneKey(comment: CommentView) {
  switch (comment.state) {
    case 'deleted':
      return 'comment.gone.deleted'
    case 'removed':
      return 'comment.gone.removed'
    case 'held':
    case 'rejected':
    case 'published':
      return 'comment.gone.held'
  }
}

function replyingTo({ inReplyTo }: CommentView, { words, here }: CommentContext): Fragment {
  if (!inReplyTo) return nothing()
  const { name, commentId } = inReplyTo
  if (commentId === null) {
    const text =
      name === null
        ? words.sayHtml('comment.inReplyToUnnamed', { comment: words.say('comment.absent') })
        : words.sayHtml('comment.inReplyToAbsent', { name: html`<bdi>${name}</bdi>` })
    return html`<p class="reply-to">${text}</p>`
  }
  const href = here.has(commentId) ? `#c-${commentId}` : `/c/${commentId}`
  const link = (text: Fragment) => html`<a href="${href}" class="parent">${text}</a>`
  const text =
    name === null
      ? words.sayHtml('comment.inReplyToUnnamed', { comment: link(words.say('comment.goneName')) })
      : words.sayHtml('comment.inReplyTo', { name: link(html`<bdi>${name}</bdi>`) })
  return html`<p class="reply-to">${text}</p>`
}

/** What its author, or a moderator, should know about a comment that others do not see. */
function stateNote({ state, author, viewer }: CommentView, words: Words): Fragment {
  if (!author || state === 'published') return nothing()
  const key =
    state === 'held' && viewer?.isAuthor ? 'comment.state.heldYours' : (`comment.state.${state}` as const)
  return html`<p class="state-note">${words.say(key)}</p>`
}

function commentActions(comment: CommentView, words: Words): Fragment {
  if (comment.state !== 'published') return ownActions(comment, words)
  return html`<footer class="actions">
    ${voteForm(comment, words)} ${comment.isOpen ? replyLink(comment, words) : nothing()}
    ${ownLinks(comment, words)}
  </footer>`
}

function replyLink({ id, author }: CommentView, words: Words): Fragment {
  return html`<a class="action reply" href="/c/${id}/reply" data-reply="${id}">
    ${words.say('comment.reply')}<span class="unseen">
      ${words.say('comment.replyTo', { name: author?.name ?? '' })}</span
    >
  </a>`
}

function ownActions(comment: CommentView, words: Words): Fragment {
  const links = ownLinks(comment, words)
  return comment.viewer?.mayEdit || comment.viewer?.mayDelete
    ? html`<footer class="actions">${links}</footer>`
    : nothing()
}

/** Empty for everybody else: scripts fill it in on pages that are the same for all. */
export function ownLinks({ id, viewer }: Pick<CommentView, 'id' | 'viewer'>, words: Words): Fragment {
  return html`<span class="own"
    >${viewer?.mayEdit ? ownLink(id, 'edit', words) : nothing()}
    ${viewer?.mayDelete ? ownLink(id, 'delete', words) : nothing()}</span
  >`
}

/** `data-own` names the form that scripts open below the comment instead. */
function ownLink(id: string, act: 'edit' | 'delete', words: Words): Fragment {
  return html`<a class="action" href="/c/${id}/${act}" data-own="${act}">${words.say(`comment.${act}`)}</a>`
}

/** What a branch goes on with: put below what is there, or shown by itself. */
export function branchPart(comment: CommentView, context: CommentContext): Fragment {
  return html`<ol class="replies">
      ${comment.replies.map((reply) => commentItem(reply, context))}
    </ol>
    ${moreLink(comment, context.words)}`
}

function voteForm({ id, agree, disagree, isOpen, viewer }: CommentView, words: Words): Fragment {
  const vote = viewer?.vote ?? 0
  // A closed story shows its counts; one's own words are for others to vote on.
  const isIdle = !isOpen || (viewer?.isAuthor ?? false)
  return html`<form class="votes" method="post" action="/c/${id}/vote" data-vote>
    ${voteButton({ value: 1, count: agree, pressed: vote === 1, isIdle }, words)}
    ${voteButton({ value: -1, count: disagree, pressed: vote === -1, isIdle }, words)}
  </form>`
}

interface VoteButton {
  readonly value: 1 | -1
  readonly count: number
  readonly pressed: boolean
  /** Shows its count and cannot be pressed. */
  readonly isIdle: boolean
}

function voteButton(button: VoteButton, words: Words): Fragment {
  // Pressing a pressed button takes the vote back: without scripts, its value says so.
  const value = button.pressed ? 0 : button.value
  return html`<button
    class="action vote"
    name="value"
    value="${value}"
    data-side="${button.value}"
    aria-pressed="${button.pressed ? 'true' : 'false'}"
    ${button.isIdle ? raw('disabled') : ''}
  >
    ${words.say(button.value === 1 ? 'comment.agree' : 'comment.disagree')}
    <span class="count" data-count>${button.count > 0 ? words.number(button.count) : ''}</span>
  </button>`
}
