/** Our router finds what Hono's own finds. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { TrieRouter } from 'hono/router/trie-router'
import { ROUTES, type Route } from '#contract/routes.ts'
import { RouteTree } from '#http/route-tree.ts'

const RUNS = 5_000

/** Both hold the same: what stands before every route, the routes, and what browsers ask before they write. */
function fill(routes: readonly Pick<Route, 'method' | 'path'>[]) {
  const routers = [new RouteTree<string>(), new TrieRouter<string>()] as const
  for (const router of routers) {
    for (const name of ['first', 'second']) router.add('ALL', '/*', name)
    for (const [index, { method, path }] of routes.entries()) {
      router.add(method, path, `${index} ${method} ${path}`)
      router.add('OPTIONS', path, `preflight of ${path}`)
    }
  }
  return routers
}

/** What was found, without the prototypes that the objects of parameters have. */
function matches([ours, theirs]: ReturnType<typeof fill>, method: string, path: string) {
  return [ours, theirs].map((router) =>
    router.match(method, path)[0].map(([handler, parameters]) => [handler, { ...(parameters as object) }]),
  )
}

const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'ALL')

describe('finds what Hono’s own router finds', () => {
  test('among our routes, for paths made of their words', () => {
    const paths = Object.values<Route>(ROUTES).map(({ path }) => path)
    const routers = fill(Object.values<Route>(ROUTES))
    const words = fc.constantFrom(
      // A path that spells a parameter as the route does is found twice by Hono's.
      ...new Set(paths.flatMap((path) => path.split('/')).filter((word) => !word.startsWith(':'))),
      'a%20b',
      '',
      '..',
      '__proto__',
      'constructor',
      '0198c0de-79b0-7cc3-98c4-dc0c0c07398f',
    )
    const near = fc
      .constantFrom(...paths)
      .chain((path) =>
        fc.tuple(
          ...path
            .split('/')
            .map((word) =>
              word === ''
                ? fc.constant('')
                : word.startsWith(':')
                  ? words
                  : fc.oneof(fc.constant(word), words),
            ),
        ),
      )
    const any = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => ['', ...parts])
    fc.assert(
      fc.property(methods, fc.oneof(near, any), (method, parts) => {
        const [ours, theirs] = matches(routers, method, parts.join('/') || '/')
        assert.deepEqual(ours, theirs)
      }),
      { numRuns: RUNS },
    )
  })

  test('among any routes, also where a word and a parameter stand in one place', () => {
    const word = fc.constantFrom('a', 'b', ':x', ':y')
    const paths = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
    const route = fc.record({ method: fc.constantFrom('GET' as const, 'POST' as const), path: paths })
    const asked = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(route), asked, methods, (routes, parts, method) => {
        // Hono's takes one name for one place, whichever route asks.
        const isPlain = routes.every(({ path }) => new Set(path.split('/')).size === path.split('/').length)
        fc.pre(
          isPlain &&
            !(
              routes.some(({ path }) => path.includes(':x')) && routes.some(({ path }) => path.includes(':y'))
            ),
        )
        const [ours, theirs] = matches(fill(routes), method, `/${parts.join('/')}`)
        assert.deepEqual(ours, theirs)
      }),
    )
  })
})

test('refuses what it cannot tell apart', () => {
  const router = new RouteTree<string>()
  for (const path of ['/a/*', '/a/:b?', '/a/:b{[0-9]+}'])
    assert.throws(() => router.add('GET', path, 'x'), /a word or a parameter/)
  router.add('GET', '/a', 'x')
  assert.throws(() => router.add('ALL', '/*', 'late'), /comes first/)
})
