/** One line of text from a page that is not ours: settled, on one line, cut to a length. */
import { settleCharacters } from '#domain/comment/body/settle-characters.ts'

/** May come out empty. */
export function cleanLine(text: string, codePointsMax: number): string {
  const line = settleCharacters(text).normalize('NFC').replace(/\s+/g, ' ').trim()
  return Array.from(line).slice(0, codePointsMax).join('').trim()
}
