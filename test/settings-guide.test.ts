/** The guide for operators lists every setting as the table of settings has it. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { SETTINGS, SETTING_NAMES } from '#main/settings.ts'
import type { Setting, SettingValue } from '#main/setting.ts'

const GUIDE = new URL('../docs/operate/configuration.md', import.meta.url)

function expectedRow({ variable, flag, about, type, fallback, fallbackWords, isSecret }: Setting): string {
  const cells = [
    `\`${variable}\``,
    flag === undefined ? '' : `\`--${flag}\``,
    isSecret ? `${about} (secret)` : about,
    type.allowed,
    fallbackWords ?? fallbackText(fallback),
  ]
  return cells.join(' | ')
}

function fallbackText(fallback: SettingValue): string {
  if (typeof fallback === 'boolean') return fallback ? '1' : '0'
  if (typeof fallback === 'string' || typeof fallback === 'number') return String(fallback)
  assert.ok(fallback === null || fallback.size === 0, 'say in words what stands there')
  return 'none'
}

function rowsOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
        .join(' | '),
    )
}

test('docs/operate/configuration.md has a row for each setting, and no other', () => {
  const expected = SETTING_NAMES.map((name) => expectedRow(SETTINGS[name]))
  assert.ok(expected.length > 0)
  assert.deepEqual(rowsOf(readFileSync(GUIDE, 'utf8')), expected)
})
