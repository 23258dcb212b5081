/** Remembers the comments read so far, by author and subject, to find whom a reply answers. */
import { cutKey, plainSpaces, sameShownName } from './shown-name.ts'

/** Characters of a subject that the system made from the body's beginning: Drupal cuts at a word within 29. */
const MADE_SUBJECT_CHARACTERS = 29

/** The same with the ellipsis counted among them, as Drupal 8 and later do. */
const MADE_SUBJECT_WITH_ELLIPSIS = 28

/** Characters of a first line that can be a subject: Drupal's column holds 64, others 255. */
const SUBJECT_CHARACTERS_MAX = 255

/** Earlier comments tried one by one where no index answers (cut names, long beginnings): bounds hostile input. */
const LOOK_BACK_MAX = 200

/** Characters a subject needs to count as the beginning of a longer body. */
const BEGINNING_CHARACTERS_MIN = 8

export interface EarlierComment {
  /** Position in the file, from 0. */
  readonly index: number
  readonly author: string
  readonly verified: boolean
  readonly subject: string | null
  readonly text: string
}

export interface ParentQuestion {
  readonly name: string
  /** Null: nothing told. */
  readonly verified: boolean | null
  /** Empty: none given. */
  readonly subject: string
}

export interface FoundParent {
  readonly comment: EarlierComment
  /** How many comments the subject fits; 0 where the name alone decided though a subject was given. */
  readonly subjectMatches: number
}

interface Latest {
  readonly comment: EarlierComment
  readonly count: number
}

function subjectKey(subject: string): string {
  return plainSpaces(subject)
    .replace(/(?:…|\.\.\.)$/, '')
    .trim()
    .toLowerCase()
}

function cutAtWord(text: string, characters: number): string {
  if (text.length <= characters) return text
  const space = text.lastIndexOf(' ', characters)
  return text.slice(0, space > 0 ? space : characters)
}

/** Every subject the system may show for a comment. */
function subjectKeys(comment: EarlierComment): ReadonlySet<string> {
  const beginning = plainSpaces(comment.text.slice(0, SUBJECT_CHARACTERS_MAX * 2))
  const firstLine = comment.text.split('\n', 1)[0] ?? ''
  const keys = [
    comment.subject ?? '',
    firstLine.length <= SUBJECT_CHARACTERS_MAX ? firstLine : '',
    cutAtWord(beginning, MADE_SUBJECT_CHARACTERS),
    cutAtWord(beginning, MADE_SUBJECT_WITH_ELLIPSIS),
  ]
  return new Set(keys.map(subjectKey).filter((key) => key !== ''))
}

function latestFirst(comments: readonly EarlierComment[]): readonly EarlierComment[] {
  return comments.slice(-LOOK_BACK_MAX).reverse()
}

/** Add comments in file order; every question is answered from those added before it. */
export class EarlierComments {
  readonly #byName = new Map<string, EarlierComment[]>()
  readonly #byCutName = new Map<string, EarlierComment[]>()
  readonly #bySubject = new Map<string, Latest>()

  add(comment: EarlierComment): void {
    const standing = this.#nameKey(comment.author, comment.verified)
    this.#append(this.#byName, standing, comment)
    const cut = cutKey(comment.author)
    if (cut !== null) this.#append(this.#byCutName, cut, comment)
    for (const subject of subjectKeys(comment)) {
      const key = `${standing}\n${subject}`
      const before = this.#bySubject.get(key)
      this.#bySubject.set(key, { comment, count: (before?.count ?? 0) + 1 })
    }
  }

  /** True where somebody of that name has spoken before. */
  knows(name: string): boolean {
    return this.#standingOf({ name, verified: null, subject: '' }) !== null || this.#cutMatch(name) !== null
  }

  /** The nearest earlier comment by that name; of those, the latest with that subject where one is given. */
  find(question: ParentQuestion): FoundParent | null {
    const standing = this.#standingOf(question)
    if (standing === null) {
      const comment = this.#cutMatch(question.name)
      return comment === null ? null : { comment, subjectMatches: question.subject === '' ? 1 : 0 }
    }
    const comments = this.#byName.get(standing) ?? []
    const nearest = comments.at(-1)
    if (nearest === undefined) return null
    if (question.subject === '') return { comment: nearest, subjectMatches: 1 }
    const subject = subjectKey(question.subject)
    const exact = this.#bySubject.get(`${standing}\n${subject}`)
    if (exact !== undefined) return { comment: exact.comment, subjectMatches: exact.count }
    const begun = subject.length < BEGINNING_CHARACTERS_MIN ? undefined : this.#begins(comments, subject)
    return begun === undefined
      ? { comment: nearest, subjectMatches: 0 }
      : { comment: begun, subjectMatches: 1 }
  }

  #begins(comments: readonly EarlierComment[], subject: string): EarlierComment | undefined {
    return latestFirst(comments).find(({ text, subject: own }) =>
      [text, own ?? ''].some((begun) =>
        plainSpaces(begun.slice(0, SUBJECT_CHARACTERS_MAX * 2))
          .toLowerCase()
          .startsWith(subject),
      ),
    )
  }

  /** A member and a guest may share a name: the one whose standing is told goes first. */
  #standingOf(question: ParentQuestion): string | null {
    const name = plainSpaces(question.name)
    const first = this.#nameKey(name, question.verified ?? true)
    const second = this.#nameKey(name, !(question.verified ?? true))
    if (question.verified === null) {
      const nearest = (key: string): number => this.#byName.get(key)?.at(-1)?.index ?? -1
      if (nearest(second) > nearest(first)) return second
    }
    return this.#byName.has(first) ? first : this.#byName.has(second) ? second : null
  }

  #cutMatch(name: string): EarlierComment | null {
    const plain = plainSpaces(name)
    const key = cutKey(plain)
    const comments = key === null ? [] : (this.#byCutName.get(key) ?? [])
    return latestFirst(comments).find(({ author }) => sameShownName(plainSpaces(author), plain)) ?? null
  }

  #nameKey(name: string, verified: boolean): string {
    return `${verified ? 'member' : 'guest'}\n${plainSpaces(name)}`
  }

  #append(map: Map<string, EarlierComment[]>, key: string, comment: EarlierComment): void {
    const list = map.get(key)
    if (list === undefined) map.set(key, [comment])
    else list.push(comment)
  }
}
