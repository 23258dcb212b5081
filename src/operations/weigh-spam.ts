/** What the checks are told about spam in somebody's words, where the site has a rule about it. */
import type { Actor } from '#domain/people/actor.ts'
import type { CheckedBody } from '#domain/comment/body/check-body.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { Ports } from '#ports/ports.ts'
import type { SpamFacts } from '#domain/moderation/verdict.ts'
import type { Foreseen, StoreWriter } from '#ports/store.ts'
import type { Story } from '#domain/story/story.ts'
import { MARKS_KEPT_MS, MEMBER_OF_LONG_STANDING_MS } from '#domain/limits.ts'
import {
  allMarks,
  commentMarks,
  writerMark,
  type CommentMarks,
} from '#domain/moderation/spam/comment-marks.ts'
import { findRepeats } from '#domain/moderation/spam/find-repeats.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { plainText } from '#domain/comment/body/plain-text.ts'
import { readLinks, withoutLinks, withoutQuotes, type LinkFacts } from '#domain/moderation/spam/read-links.ts'
import { timeOfUuid } from '#base/uuid.ts'
import { weighSpamSignals } from '#domain/moderation/spam/spam-signals.ts'

/** What can be told from the words alone, before the store is asked. */
export interface ReadWords {
  readonly holdAt: number
  readonly writerId: string | null
  readonly words: number | 'off' | 'unsupported'
  readonly links: readonly LinkFacts[]
  readonly length: number
  readonly marks: CommentMarks
}

/** One post in this many clears away old marks: several times as many as that many posts leave. */
const CLEARS_EVERY = 32

/** Null where the site has no rule, and for those it knows: then nothing is asked and nothing is kept. */
export async function readForSpam(
  ports: Pick<Ports, 'settings' | 'civility' | 'clock'>,
  { body, actor }: { readonly body: Pick<CheckedBody, 'source' | 'html'>; readonly actor: Actor },
): Promise<ReadWords | null> {
  const holdAt = ports.settings.spamHoldAt
  if (holdAt === null || isKnownWell(actor, ports.clock.now())) return null
  const own = withoutQuotes(body.html)
  const links = readLinks(own)
  const ownWords = plainText(withoutLinks(own))
  return {
    holdAt,
    writerId: actor.personId,
    words: await readWords(ports, body.source),
    links,
    length: plainText(own).length,
    marks: commentMarks({ ownWords, links, writerId: actor.personId }),
  }
}

/** What weighing will read. */
export function foreseenMarks({ clock }: Pick<Ports, 'clock'>, read: ReadWords | null): Foreseen {
  return read === null
    ? {}
    : { metMarks: [{ marks: allMarks(read.marks), since: clock.now() - MARKS_KEPT_MS }] }
}

/** One range of an index for each mark. */
export async function weighSpam(
  tx: StoreWriter,
  { settings, clock }: Pick<Ports, 'settings' | 'clock'>,
  { read, story }: { readonly read: ReadWords | null; readonly story: Pick<Story, 'id' | 'url'> },
): Promise<SpamFacts | null> {
  if (read === null) return null
  const now = clock.now()
  const { marks, writerId, words } = read
  const met = await tx.metMarks({ marks: allMarks(marks), since: now - MARKS_KEPT_MS })
  const own = new Set([...settings.ownHosts, ...hostOf(story.url)])
  const weight = weighSpamSignals({
    words: typeof words === 'number' ? words : null,
    links: read.links.filter(({ host }) => !own.has(host)),
    length: read.length,
    repeats: findRepeats({ marks, met, storyId: story.id, writerId, now }),
    writerAgeMs: ageOf(writerId, now),
  })
  return { holdAt: read.holdAt, weight, isUnscored: words === 'off' }
}

/** Remembers by what the comment is known again. One that is changed is forgotten first, or it is a copy of itself. */
export async function rememberWords(
  tx: StoreWriter,
  { read, comment }: { readonly read: ReadWords | null; readonly comment: Comment },
): Promise<void> {
  if (read === null) return
  const { id, storyId, createdAt } = comment
  const writerId = comment.author.personId
  // First words make their writer a person: only now there is somebody to be known again.
  const marks = { ...read.marks, writer: writerId === null ? null : writerMark(writerId) }
  await tx.keepMarks({ id, createdAt, storyId, writerId }, allMarks(marks))
  if (createdAt % CLEARS_EVERY === 0) await tx.forgetOldMarks(createdAt - MARKS_KEPT_MS)
}

/** Moderators would only be asked about their own words, and members of long standing have a name to lose. */
function isKnownWell(actor: Actor, now: number): boolean {
  if (isModerator(actor)) return true
  return actor.standing === 'member' && ageOf(actor.personId, now) >= MEMBER_OF_LONG_STANDING_MS
}

/** Ids of persons are made here, when somebody is first met. */
function ageOf(personId: string | null, now: number): number {
  return personId === null ? 0 : now - timeOfUuid(personId)
}

async function readWords({ civility }: Pick<Ports, 'civility'>, text: string): Promise<ReadWords['words']> {
  const scorer = await civility.scorer()
  if (scorer === null) return 'off'
  const { language, scores } = scorer.score(text)
  if (scores.spam !== undefined) return scores.spam
  return (await civility.lostLanguages()).has(language) ? 'off' : 'unsupported'
}

function hostOf(url: string | null): string[] {
  const host = url === null ? undefined : URL.parse(url)?.hostname.replace(/^www\./, '')
  return host === undefined ? [] : [host]
}
