/** What scripts add to a page that works without them: nothing here is needed to read or to write. */
import { enhanceComposers } from '#widget/composer.ts'
import { followStory } from '#widget/live.ts'
import { listenToKeys } from '#widget/keys.ts'
import { markUnread } from '#widget/unread.ts'
import { enhanceReplies } from '#widget/replies.ts'
import { enhanceVotes } from '#widget/votes.ts'
import { rememberFolds } from '#widget/folds.ts'
import { showOwn } from '#widget/own.ts'

const thread = document.querySelector<HTMLElement>('[data-story]')
if (thread) {
  rememberFolds(thread)
  enhanceComposers(thread)
  enhanceReplies(thread)
  enhanceVotes(thread)
  markUnread(thread)
  listenToKeys(thread)
  followStory(thread)
  void showOwn(thread)
}
