/** What may be written down about an error: what broke and where, without the words that somebody sent. */

/** Lines of a stack that say where it broke. */
const FRAMES_MAX = 12

/** Databases, parsers and the engine quote what they were given between these. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”/gs

/** Names that PostgreSQL's errors carry of its own things, not of people's. */
const NAMES = ['code', 'constraint', 'table', 'column'] as const

/** A message of `JSON.parse` shows the text even outside its quotes; so its name alone is told. */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  const named = NAMES.flatMap((name) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {
    error: error.name,
    ...(error instanceof SyntaxError ? {} : { message: error.message.replaceAll(QUOTED, '"…"') }),
    ...Object.fromEntries(named),
    at: framesOf(error),
  }
}

/** Only lines that name a place in code: the message, which the stack begins with, may have lines of its own. */
function framesOf({ stack = '', message }: Error): string[] {
  const behind = stack.indexOf(message)
  const frames = behind < 0 ? stack : stack.slice(behind + message.length)
  return frames
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES_MAX)
}
