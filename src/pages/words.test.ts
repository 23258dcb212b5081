/** Words: values in their places, numbers and times as the language has them; the messages have a test of their own. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { html } from 'hono/html'
import { createWords } from '#pages/words.ts'
import { directionOf } from '#contract/language.ts'
import { fragmentText } from '#http/answer.ts'

const words = createWords({ language: 'en', timeZone: 'Europe/Paris' })

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
