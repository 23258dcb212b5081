/** How comments are known again: nearly the same words, the same link, the same hand. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { CommentMarks } from './comment-marks.ts'
import { allMarks, commentMarks, wordMarks, WORD_MARKS_MAX } from './comment-marks.ts'
import { COMMENT_LINKS_MAX, COMMENT_MARKS_MAX } from '#domain/limits.ts'
import { findRepeats, SPEED_WINDOW_MS, type MetMark } from './find-repeats.ts'

const WORDS =
  'Earn a second income from your kitchen table: ask me how, my whole family has done it since the spring.'
const NOW = 1_700_000_000_000

interface Before {
  readonly words?: string
  readonly address?: string
  readonly storyId?: string
  readonly writerId?: string | null
  readonly at?: number
}

const link = (address: string) => ({ address, host: '', shownLength: 0, hidesHost: false, isOpaque: false })

function marksOf({ words = '', address, writerId = null }: Before): CommentMarks {
  return commentMarks({ ownWords: words, links: address === undefined ? [] : [link(address)], writerId })
}

/** What would be met of `before`, by whoever asks with `marks`. */
function metOf(marks: CommentMarks, before: readonly Before[]): MetMark[] {
  const asked = new Set(allMarks(marks))
  return before.flatMap((comment, at) =>
    allMarks(marksOf(comment))
      .filter((mark) => asked.has(mark))
      .map((mark) => ({
        mark,
        commentId: `c${at}`,
        storyId: comment.storyId ?? 'elsewhere',
        writerId: comment.writerId ?? null,
        at: comment.at ?? NOW - 1,
      })),
  )
}

function repeats(now: Before, before: readonly Before[]) {
  const marks = marksOf(now)
  const met = metOf(marks, before)
  return findRepeats({ marks, met, storyId: now.storyId ?? 's1', writerId: now.writerId ?? null, now: NOW })
}

describe('words', () => {
  const same = {
    'the same': WORDS,
    'in other letters and spaces': WORDS.toUpperCase().replaceAll(' ', '  ').replaceAll('E', 'É'),
    'with other signs': `!!! ${WORDS.replaceAll(/[.,:]/g, '')} :-)`,
    'with a greeting before': `Hi there, ${WORDS}`,
    'with another number at the end': `${WORDS} 4711`,
  }
  for (const [how, words] of Object.entries(same)) {
    test(`${how} are a copy`, () => {
      assert.equal(repeats({ words }, [{ words: WORDS }]).copies, 1)
    })
  }

  test('of which most are others are none, though some follow one another in both', () => {
    const words =
      'My whole family has done it since the spring: the ferry is slower than the road, and we take it for the view.'
    assert.equal(repeats({ words }, [{ words: WORDS }]).copies, 0)
  })

  test('that many people say are nobody’s copy', () => {
    const words = 'Thank you, I could not agree more with this.'
    assert.deepEqual(wordMarks(words), [])
    assert.equal(repeats({ words }, [{ words }, { words }]).copies, 0)
  })

  test('are counted by the comment, and by the same hand in the same place not at all', () => {
    const own = { words: WORDS, storyId: 's1', writerId: 'ada' }
    assert.equal(repeats(own, [own, { words: WORDS }, { words: WORDS }]).copies, 2)
    assert.equal(repeats(own, [{ ...own, writerId: 'bob' }]).copies, 1)
    assert.equal(repeats(own, [{ ...own, storyId: 's2' }]).copies, 1)
  })

  test('without spaces between them are known again as well', () => {
    const words = '想在家赚钱的朋友请加我微信，每天两小时，轻松月入过万，名额有限。'
    assert.equal(repeats({ words: `你好！${words}` }, [{ words }]).copies, 1)
    assert.equal(
      repeats({ words: '今天的渡轮又晚点了，我在码头等了一个小时，实在太冷了。' }, [{ words }]).copies,
      0,
    )
  })
})

test('a link counts by the other stories it stands under', () => {
  const address = 'https://shop.example/'
  const there = (storyId: string) => ({ address, storyId })
  assert.equal(repeats({ address }, [there('s1'), there('s1')]).storiesWithLink, 0)
  assert.equal(repeats({ address }, [there('s2'), there('s2'), there('s3')]).storiesWithLink, 2)
  assert.equal(repeats({ address: 'https://shop.example/b' }, [there('s2')]).storiesWithLink, 0)
})

test('the pace of a writer is that of the last minutes, of this writer', () => {
  const by = (writerId: string, at: number) => ({ writerId, at })
  const before = [
    by('ada', NOW - 1),
    by('ada', NOW - SPEED_WINDOW_MS),
    by('ada', NOW - SPEED_WINDOW_MS - 1),
    by('bob', NOW - 1),
  ]
  assert.equal(repeats({ writerId: 'ada' }, before).recent, 2)
  assert.equal(repeats({}, before).recent, 0)
})

test('a comment has no more marks than a store is asked about', () => {
  const addresses = Array.from({ length: COMMENT_LINKS_MAX }, (_, at) => link(`https://a.example/${at}`))
  const marks = allMarks(commentMarks({ ownWords: WORDS, links: addresses, writerId: 'ada' }))
  assert.equal(marks.length, COMMENT_MARKS_MAX)
  assert.equal(wordMarks('word '.repeat(100_000)).length, 1)
  assert.equal(wordMarks(WORDS).length, WORD_MARKS_MAX)
})
