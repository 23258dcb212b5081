/** Asks a writer once, before posting, to look again at words that may read as an attack. Nothing of it is stored. */
import type { Actor } from '#domain/people/actor.ts'
import type { FlatText } from '#domain/comment/body/flat-text.ts'
import type { Language } from '#contract/language.ts'
import type { NudgeView } from '#contract/views.ts'
import type { Ports } from '#ports/ports.ts'
import type { WeighedWord } from '#domain/civility/weighed-words.ts'
import { adviseNudge, languageToAskIn, readTold, wordsToAskAbout, writeTold } from '#domain/civility/nudge.ts'
import { byKind, ownWords } from '#operations/words-of-comment.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { joinRanges, markedExcerpt } from '#domain/comment/body/mark-ranges.ts'

type NudgePorts = Pick<Ports, 'settings' | 'civility'>

export interface NudgeInput {
  readonly body: string
  readonly actor: Actor
  /** The language of the site, for texts that show none by themselves. */
  readonly language: Language
  /** What the writer was asked before; null where nobody wants to be asked. */
  readonly told: string | null
}

/** `outcome` is what became of words asked about before, should this be taken now. */
export interface NudgeAnswer {
  readonly nudge: NudgeView | null
  readonly outcome: 'changed' | 'as-it-was' | null
}

const NO_NUDGE: NudgeAnswer = { nudge: null, outcome: null }

/** A text that will be refused is not asked about: its problem comes first. */
export async function nudgeWriter(ports: NudgePorts, input: NudgeInput): Promise<NudgeAnswer> {
  if (input.told === null) return NO_NUDGE
  const body = checkBody(input.body)
  if (!body.ok) return NO_NUDGE
  const found = await wordsThatWeigh(ports, { ...input, html: body.value.html })
  if (!found) return NO_NUDGE
  const { text } = found.flat
  const { isDue, told, outcome } = adviseNudge(text, found.words, readTold(input.told))
  if (!isDue) return { nudge: null, outcome }
  const html = markedExcerpt(text, joinRanges(found.words))
  return { nudge: { kinds: byKind(text, found.words), html, told: writeTold(told) }, outcome: null }
}

/** Null where nobody is asked: the site has it off, a moderator writes, or there are no weights. */
export async function wordsThatWeigh(
  { settings, civility }: NudgePorts,
  { html, actor, language }: Pick<NudgeInput, 'actor' | 'language'> & { readonly html: string },
): Promise<{ readonly flat: FlatText; readonly words: readonly WeighedWord[] } | null> {
  if (!settings.civilityNudge || isModerator(actor)) return null
  const scorer = await civility.scorer()
  if (scorer === null) return null
  const flat = ownWords(html)
  const score = scorer.score(flat.text, languageToAskIn(flat.text, language))
  return { flat, words: wordsToAskAbout(flat.text, score) }
}
