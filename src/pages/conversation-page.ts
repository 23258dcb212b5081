/** The page of one comment: what it answers above it, what was answered below it. */
import { html, raw } from 'hono/html'
import type { ConversationView } from '#contract/views.ts'
import type { Fragment } from '#pages/words.ts'
import { commentArticle, commentItem } from '#pages/comment.ts'
import { idsOf } from '#pages/story-page.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { storyLanguage } from '#pages/story-language.ts'

export interface ConversationPageInput {
  readonly view: ConversationView
  /** True on the page that is one reader's own. */
  readonly isOwn: boolean
}

export function conversationPage(tools: PageTools, { view, isOwn }: ConversationPageInput): Fragment {
  const { words } = tools
  const { story, comment, ancestors } = view
  const { headline } = story
  const context = { words, here: idsOf([...ancestors, comment]), focusId: comment.id }
  const first = ancestors[0]
  return page(tools, {
    title: comment.author
      ? words.say('conversation.title', { name: comment.author.name, headline })
      : words.say('conversation.titleGone', { headline }),
    canonical: `/c/${comment.id}`,
    isIndexed: false,
    main: html`<section
      class="thread conversation"
      id="thread"
      aria-labelledby="thread-title"
      data-story="${story.id}"
      ${isOwn ? raw('data-own') : ''}
    >
      <header class="thread-head">
        <p class="kicker">${words.say('conversation.kicker')}</p>
        <h1 id="thread-title" class="thread-story" ${storyLanguage(story.language)}>
          <a href="/s/${story.id}">${headline}</a>
        </h1>
        <p>
          <a href="/s/${story.id}#thread"
            >${words.say('conversation.whole', { count: story.commentCount })}</a
          >
        </p>
      </header>
      <div class="notice" role="status" data-notice></div>
      ${
        view.ancestorsCut && first
          ? html`<p class="more"><a href="/c/${first.id}">${words.say('conversation.further')}</a></p>`
          : nothing()
      }
      ${first?.inReplyTo && first.inReplyTo.commentId === null ? absentParent(tools) : nothing()}
      ${
        ancestors.length > 0
          ? html`<ol class="ancestors" aria-label="${words.say('conversation.ancestors')}">
              ${ancestors.map((ancestor) => html`<li class="item">${commentArticle(ancestor, context)}</li>`)}
            </ol>`
          : nothing()
      }
      ${ancestors.length === 0 && comment.inReplyTo ? absentParent(tools) : nothing()}
      ${view.continued ? html`<p class="more">${words.say('conversation.continued')}</p>` : nothing()}
      <ol class="comments" data-comments>
        ${commentItem(comment, context)}
      </ol>
    </section>`,
  })
}

function absentParent({ words }: PageTools): Fragment {
  return html`<p class="absent">${words.say('conversation.absent')}</p>`
}
