/** The import table of the design (section 2) as data: what each room may know of the others. */

/** `types`: names of types only, which are gone when the code runs. */
type Allowance = 'values' | 'types'

interface Room {
  readonly rooms: Readonly<Record<string, Allowance>>
  /** Packages and `node:` modules; null where any will do. */
  readonly packages: readonly string[] | null
}

/** Limits are numbers without behaviour: every room may name them. */
export const FOR_EVERYBODY: readonly string[] = ['#domain/limits.ts']

const ENTRANCE = {
  base: 'values',
  contract: 'values',
  operations: 'values',
  formats: 'values',
  domain: 'types',
  ports: 'types',
} as const

const BROWSER: Room = { rooms: { base: 'values', contract: 'values' }, packages: [] }

export const MAY_IMPORT: Readonly<Record<string, Room>> = {
  base: { rooms: {}, packages: [] },
  domain: { rooms: { base: 'values' }, packages: ['markdown-it', 'sanitize-html'] },
  contract: { rooms: { base: 'values', domain: 'types' }, packages: ['zod'] },
  ports: { rooms: { base: 'values', domain: 'values', contract: 'types' }, packages: [] },
  operations: {
    rooms: { base: 'values', domain: 'values', contract: 'values', ports: 'values' },
    packages: [],
  },
  formats: { rooms: { base: 'values', domain: 'values' }, packages: null },
  adapters: { rooms: { base: 'values', domain: 'values', ports: 'values' }, packages: null },
  // A route answers with a page.
  http: { rooms: { ...ENTRANCE, pages: 'values' }, packages: null },
  pages: { rooms: { ...ENTRANCE, locales: 'values' }, packages: null },
  console: { rooms: { ...ENTRANCE, pages: 'values', locales: 'values' }, packages: null },
  worker: { rooms: ENTRANCE, packages: null },
  cli: { rooms: ENTRANCE, packages: null },
  widget: BROWSER,
  'console/browser': BROWSER,
}

/** The only place that knows everything. */
export const KNOWS_EVERYTHING = 'main'
