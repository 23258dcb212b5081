/** Words: every message parses and formats, in every number, with everything it asks for. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { html } from 'hono/html'
import { IntlMessageFormat } from 'intl-messageformat'
import english from '#locales/en.json' with { type: 'json' }
import { createWords, directionOf, type MessageKey } from '#pages/words.ts'
import { fragmentText } from '#http/answer.ts'

const words = createWords({ language: 'en', timeZone: 'Europe/Paris' })
const keys = Object.keys(english) as MessageKey[]

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Every placeholder of a message, and whether it is a number. */
function placeholders(
  elements: readonly Element[],
  found = new Map<string, boolean>(),
): Map<string, boolean> {
  for (const element of elements) {
    if (!('value' in element) || isLiteral(element)) continue
    const isChoice = 'options' in element
    found.set(element.value, isChoice || 'style' in element)
    if (isChoice) for (const option of Object.values(element.options)) placeholders(option.value, found)
  }
  return found
}

/** TYPE.literal of the message parser, which is no dependency of ours. */
function isLiteral({ type }: { readonly type: number }): boolean {
  return type === 0
}

describe('every message of en.json', () => {
  test('is there', () => assert.ok(keys.length > 0))

  for (const key of keys) {
    test(key, () => {
      const message = new IntlMessageFormat(english[key], 'en', undefined, { ignoreTag: true })
      const asked = placeholders(message.getAst())
      for (const number of [0, 1, 2, 1_234_567]) {
        const values = Object.fromEntries(
          Array.from(asked, ([name, isNumber]) => [name, isNumber ? number : `<${name}>`]),
        )
        const said = words.say(key, values)
        assert.ok(said.trim().length > 0)
        assert.equal(said, said.trim(), 'no spaces to be glued to something')
        for (const [name, isNumber] of asked) if (!isNumber) assert.ok(said.includes(`<${name}>`), said)
        assert.doesNotMatch(said, /\{|\}|undefined|null|NaN/)
      }
    })
  }

  test('has no exclamation mark and no straight quotation mark', () => {
    for (const key of keys) assert.doesNotMatch(english[key], /!|"/, key)
  })

  test('about an error is one or more whole sentences', () => {
    const sentences = keys.filter((key) => key.startsWith('error.') && key !== 'error.link-used-up.do')
    assert.ok(sentences.length > 0)
    for (const key of sentences) assert.match(words.say(key, filled(key)), /^\p{Lu}.*\.$/u, key)
  })
})

function filled(key: MessageKey): Record<string, string | number> {
  const asked = placeholders(
    new IntlMessageFormat(english[key], 'en', undefined, { ignoreTag: true }).getAst(),
  )
  return Object.fromEntries(Array.from(asked, ([name, isNumber]) => [name, isNumber ? 3 : 'Xx']))
}

describe('words', () => {
  test('that lack a value are a mistake that shows', () => {
    assert.throws(() => words.say('page.title', { title: 'x' }))
  })

  test('take HTML as a value where they are HTML, and escape text', async () => {
    const name = html`<bdi>${'<b>Ann</b>'}</bdi>`
    const said = words.sayHtml('comment.inReplyTo', { name })
    const page = await fragmentText(html`<p>${said}</p>`)
    assert.equal(page, '<p>in reply to <bdi>&lt;b&gt;Ann&lt;/b&gt;</bdi></p>')
    const plain = await fragmentText(html`<p>${words.sayHtml('comment.inReplyTo', { name: '<i>' })}</p>`)
    assert.equal(plain, '<p>in reply to &lt;i&gt;</p>')
  })

  test('count as the language does', () => {
    assert.equal(words.say('comment.replies', { count: 1 }), '1 reply')
    assert.equal(words.say('comment.replies', { count: 1_000 }), '1,000 replies')
  })

  test('tell the time of the site’s zone', () => {
    assert.match(words.dateTime(Date.UTC(2026, 0, 1, 23, 30)), /Jan 2, 2026/)
    assert.match(words.date(Date.UTC(2026, 0, 1, 23, 30)), /January 2, 2026/)
  })

  test('run in the direction of their language', () => {
    assert.deepEqual(['ar', 'he-IL', 'fa', 'ur-PK'].map(directionOf), ['rtl', 'rtl', 'rtl', 'rtl'])
    assert.deepEqual(['en', 'fr-CA', 'zh-Hant', 'arn'].map(directionOf), ['ltr', 'ltr', 'ltr', 'ltr'])
  })
})
