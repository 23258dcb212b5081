/** All that scripts add to a thread, on Parley's own pages and in the embed alike. */
import type { Mount } from '#widget/mount.ts'
import { enhanceComposers } from '#widget/composer.ts'
import { enhanceOwnWords } from '#widget/own-words.ts'
import { enhanceParts } from '#widget/parts.ts'
import { enhanceReplies } from '#widget/replies.ts'
import { enhanceVotes } from '#widget/votes.ts'
import { followStory } from '#widget/live.ts'
import { listenToKeys } from '#widget/keys.ts'
import { markUnread } from '#widget/unread.ts'
import { rememberFolds } from '#widget/folds.ts'
import { showOwn } from '#widget/own.ts'

export function enhance(mount: Mount): void {
  rememberFolds(mount)
  enhanceComposers(mount)
  enhanceReplies(mount)
  enhanceVotes(mount)
  enhanceParts(mount)
  enhanceOwnWords(mount)
  markUnread(mount)
  listenToKeys(mount)
  followStory(mount)
  void showOwn(mount)
}
