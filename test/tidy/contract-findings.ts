/** Rules on the contract: every route has its permission and allowance, every error its words and its entry. */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Finding } from '#test/tidy/finding.ts'
import type { Route } from '#contract/routes.ts'

const ROUTES_FILE = 'src/contract/routes.ts'
const WORDS_FILE = 'src/locales/en.json'
const ERRORS_DOC = 'docs/errors.md'

const PERMISSIONS: readonly string[] = ['read', 'write', 'moderate', 'link', 'key']
/** Rights that ask who is there: their answers may never be kept by anybody in between. */
const PERSONAL: readonly string[] = ['write', 'moderate', 'link', 'key']

type Routes = Readonly<Record<string, Partial<Route>>>
type Messages = Readonly<Record<string, string>>
type Errors = Readonly<Record<string, number>>

export function routeFindings(routes: Routes): Finding[] {
  const seen = new Map<string, string>()
  return Object.entries(routes).flatMap(([name, route]) => {
    const problems: string[] = []
    const { permission = '', method = '', path = '' } = route
    if (!PERMISSIONS.includes(permission)) problems.push(`needs a permission: ${PERMISSIONS.join(', ')}`)
    if (method !== 'GET' && !route.allowance) problems.push('writes without an allowance: name one')
    if (method !== 'GET' && permission === 'read') problems.push('writes under the permission to read')
    if (PERSONAL.includes(permission) && !route.isPrivate) problems.push('must be private')
    const address = `${method} ${path.replace(/(?<=\/):\w+/g, ':')}`
    const other = seen.get(address)
    if (other !== undefined) problems.push(`has the address of "${other}"`)
    seen.set(address, name)
    return problems.map((problem) => ({ file: ROUTES_FILE, line: 1, message: `"${name}" ${problem}` }))
  })
}

export function errorWordFindings(errors: Errors, messages: Messages): Finding[] {
  const missing = Object.keys(errors)
    .flatMap((code) => [`error.${code}.what`, `error.${code}.do`])
    .filter((key) => !messages[key]?.trim())
    .map((key) => ({ file: WORDS_FILE, line: 1, message: `"${key}" is missing: say it in a sentence` }))
  const stray = Object.keys(messages)
    .filter((key) => key.startsWith('error.'))
    .filter((key) => !Object.hasOwn(errors, /^error\.(.+)\.(?:what|do)$/.exec(key)?.[1] ?? ''))
    .map((key) => ({
      file: WORDS_FILE,
      line: 1,
      message: `"${key}" belongs to no error: remove it, or add its code to src/contract/errors.ts`,
    }))
  return [...missing, ...stray]
}

/** The documentation has exactly one row for each error, with its status and words. */
export function errorDocFindings(document: string, errors: Errors, messages: Messages): Finding[] {
  const lines = document.split('\n')
  const rows = new Map(
    lines.flatMap((line, at) => {
      const code = /^\|\s*`([^`]+)`/.exec(line)?.[1]
      return code === undefined ? [] : [[code, { line: at + 1, cells: cellsOf(line) }] as const]
    }),
  )
  const wrong = Object.entries(errors).flatMap(([code, status]) => {
    const wanted = errorRow(code, status, messages)
    const row = rows.get(code)
    if (row && row.cells.join('|') === cellsOf(wanted).join('|')) return []
    return [{ file: ERRORS_DOC, line: row?.line ?? 1, message: `the row of "${code}" must read: ${wanted}` }]
  })
  const stray = [...rows]
    .filter(([code]) => !Object.hasOwn(errors, code))
    .map(([code, { line }]) => ({
      file: ERRORS_DOC,
      line,
      message: `there is no error "${code}": remove it`,
    }))
  return [...wrong, ...stray]
}

/** One row of the table in docs/errors.md. */
export function errorRow(code: string, status: number, messages: Messages): string {
  const what = plainWords(messages[`error.${code}.what`] ?? '')
  const todo = plainWords(messages[`error.${code}.do`] ?? '')
  return `| \`${code}\` | ${status} | ${what} | ${todo} |`
}

function cellsOf(row: string): string[] {
  return row.split('|').map((cell) => cell.trim())
}

/** A message with its placeholders as `{name}`, whatever their format. */
function plainWords(message: string): string {
  const parser = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true })
  return parser.getAst().map(plainElement).join('')
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

function plainElement(element: Element): string {
  if (!('value' in element)) return '#'
  if (!('options' in element)) return isLiteral(element) ? element.value : `{${element.value}}`
  const other = element.options['other']?.value ?? []
  return other.map((inner) => ('value' in inner ? plainElement(inner) : `{${element.value}}`)).join('')
}

/** TYPE.literal of the message parser, which is no dependency of ours. */
function isLiteral({ type }: { readonly type: number }): boolean {
  return type === 0
}
