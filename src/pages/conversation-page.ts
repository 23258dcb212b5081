/** The page of one comment: what it answers above it, what was answered below it. */
import { html, raw } from 'hono/html'
import type { ConversationView } from '#contract/views.ts'
import type { Fragment, Words } from '#pages/words.ts'
import { commentArticle, commentItem } from '#pages/comment.ts'
import { idsOf } from '#pages/thread-section.ts'
import { liveParts, liveWords } from '#pages/live.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { languageOf, storyLanguage } from '#pages/marked-language.ts'

export interface ConversationPageInput {
  readonly view: ConversationView
  /** True on the page that is one reader's own. */
  readonly isOwn: boolean
  readonly notice: string | null
}

export function conversationPage(tools: PageTools, { view, isOwn, notice }: ConversationPageInput): Fragment {
  const { words } = tools
  const { story, comment } = view
  const { headline } = story
  return page(tools, {
    title: comment.author
      ? words.say('conversation.title', { name: comment.author.name, headline })
      : words.say('conversation.titleGone', { headline }),
    canonical: `/c/${comment.id}`,
    oembed: `/c/${comment.id}`,
    isIndexed: false,
    main: conversationSection({ view, isOwn, notice }, words),
  })
}

/** One comment with what it answers and what was answered: on its own page and in the embed. */
export function conversationSection({ view, isOwn, notice }: ConversationPageInput, words: Words): Fragment {
  const { story, comment, ancestors } = view
  const context = { words, here: idsOf([...ancestors, comment]), focusId: comment.id }
  const first = ancestors[0]
  return html`<section
    class="thread conversation"
    id="thread"
    ${languageOf(words)}
    aria-labelledby="thread-title"
    data-story="${story.id}"
    data-live="${view.position}"
    ${liveWords(words)}
    ${isOwn ? raw('data-own') : ''}
  >
    <header class="thread-head">
      <p class="kicker">${words.say('conversation.kicker')}</p>
      <h1 id="thread-title" class="thread-story" ${storyLanguage(story.language)}>
        <a href="/s/${story.id}">${story.headline}</a>
      </h1>
      <p>
        <a href="/s/${story.id}#thread" data-part="/embed/thread?story=${story.id}" data-into="thread"
          >${words.say('conversation.whole', { count: story.commentCount })}</a
        >
      </p>
    </header>
    <div class="notice" role="status" data-notice>${notice ?? ''}</div>
    ${liveParts(words)}
    ${
      view.ancestorsCut && first
        ? html`<p class="more"><a href="/c/${first.id}">${words.say('conversation.further')}</a></p>`
        : nothing()
    }
    ${first?.inReplyTo && first.inReplyTo.commentId === null ? absentParent(words) : nothing()}
    ${
      ancestors.length > 0
        ? html`<ol class="ancestors" aria-label="${words.say('conversation.ancestors')}">
            ${ancestors.map((ancestor) => html`<li class="item">${commentArticle(ancestor, context)}</li>`)}
          </ol>`
        : nothing()
    }
    ${ancestors.length === 0 && comment.inReplyTo ? absentParent(words) : nothing()}
    ${view.continued ? html`<p class="more">${words.say('conversation.continued')}</p>` : nothing()}
    <ol class="comments" data-comments>
      ${commentItem(comment, context)}
    </ol>
  </section>`
}

function absentParent(words: Words): Fragment {
  return html`<p class="absent">${words.say('conversation.absent')}</p>`
}
