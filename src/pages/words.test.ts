/** Words: values in their places, numbers and times as the language has them; the messages have locales.test.ts. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
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

  test('tell a time as its own format does, also where the minute was told before', () => {
    const zones = fc.constantFrom('Africa/Monrovia', ...Intl.supportedValuesOf('timeZone'))
    // From before zones had offsets in whole minutes to far from now.
    const times = fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2060, 0) })
    const seconds = fc.array(fc.nat(59_999), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(zones, times, seconds, (timeZone, time, later) => {
        const { dateTime } = createWords({ language: 'en', timeZone })
        const direct = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone })
        for (const each of later) assert.equal(dateTime(time + each), direct.format(time + each))
      }),
    )
    assert.equal(words.dateTime(-5), 'Jan 1, 1970, 12:59 AM')
  })

  test('say the same message without values the same each time, and still want values where there are some', () => {
    assert.equal(words.say('comment.agree'), words.say('comment.agree'))
    for (let time = 0; time < 2; time += 1) assert.throws(() => words.say('comment.replies'))
  })

  test('run in the direction of their language', () => {
    assert.deepEqual(['ar', 'he-IL', 'fa', 'ur-PK'].map(directionOf), ['rtl', 'rtl', 'rtl', 'rtl'])
    assert.deepEqual(['en', 'fr-CA', 'zh-Hant', 'arn'].map(directionOf), ['ltr', 'ltr', 'ltr', 'ltr'])
  })
})
