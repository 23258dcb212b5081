/** Finds the handlers of a request: words and parameters, which is all that our routes are made of. */
import type { Params, Result, Router } from 'hono/router'

/** Where what stands before every route is put. */
const EVERYWHERE = '/*'

/** What a word of a path may not hold here: other routers give it a meaning. */
const UNKNOWN_SYNTAX = /[*{}?]/

interface End<T> {
  readonly handler: T
  readonly method: string
  readonly names: readonly string[]
  readonly order: number
}

interface Branch<T> {
  readonly words: Map<string, Branch<T>>
  /** Where any word may stand, but not none. */
  any: Branch<T> | null
  readonly ends: End<T>[]
}

/**
 * Hono's own router for such a table tries what could match, part by part, and makes objects on the way; this one goes
 * down a tree. It gives what that one gives: everything that matches, in the order in which it was added.
 */
export class RouteTree<T> implements Router<T> {
  readonly name = 'RouteTree'
  readonly #tree: Branch<T> = newBranch()
  readonly #everywhere: [T, Params][] = []
  #added = 0

  add(method: string, path: string, handler: T): void {
    if (path === EVERYWHERE) {
      if (method !== 'ALL' || this.#added > 0) throw new Error(`${path} comes first, and for all methods`)
      this.#everywhere.push([handler, {}])
      return
    }
    const names: string[] = []
    let branch = this.#tree
    for (const word of path.split('/')) {
      if (UNKNOWN_SYNTAX.test(word)) throw new Error(`a word of a route is a word or a parameter: ${path}`)
      const isParameter = word.startsWith(':')
      if (isParameter) names.push(word.slice(1))
      const next = (isParameter ? branch.any : branch.words.get(word)) ?? newBranch<T>()
      if (isParameter) branch.any = next
      else branch.words.set(word, next)
      branch = next
    }
    branch.ends.push({ handler, method, names, order: (this.#added += 1) })
  }

  match(method: string, path: string): Result<T> {
    const found: { readonly end: End<T>; readonly values: readonly string[] }[] = []
    const words = path.split('/')
    const follow = (branch: Branch<T>, at: number, values: readonly string[]): void => {
      if (at === words.length) {
        for (const end of branch.ends) if (end.method === method) found.push({ end, values })
        return
      }
      const word = words[at] ?? ''
      const named = branch.words.get(word)
      if (named) follow(named, at + 1, values)
      if (branch.any && word !== '') follow(branch.any, at + 1, [...values, word])
    }
    follow(this.#tree, 0, [])
    if (found.length > 1) found.sort((one, other) => one.end.order - other.end.order)
    return [[...this.#everywhere, ...found.map(({ end, values }) => toMatch(end, values))]]
  }
}

function newBranch<T>(): Branch<T> {
  return { words: new Map(), any: null, ends: [] }
}

function toMatch<T>({ handler, names }: End<T>, values: readonly string[]): [T, Params] {
  const parameters: Params = {}
  for (const [index, name] of names.entries()) parameters[name] = values[index] ?? ''
  return [handler, parameters]
}
