/** Which route a request is for, by its method and path: a name from a short list, for logs and metrics. */
import { ROUTES, type Route, type RouteName } from '#contract/routes.ts'

/** Besides the routes of the contract: the stream of a story, what browsers ask before they write, and everything else. */
export type ObservedRoute = RouteName | 'live' | 'preflight' | 'unknown'

interface Branch {
  readonly words: Map<string, Branch>
  /** Where any word may stand. */
  any: Branch | null
  readonly routes: Map<string, ObservedRoute>
}

const LIVE_PATH = '/api/stories/:storyId/live'

const TREE = growTree()

/** Costs a look for each part of the path, and keeps nothing of what stands in it. */
export function routeName(method: string, url: string): ObservedRoute {
  if (method === 'OPTIONS') return 'preflight'
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  let branch: Branch | null = TREE
  for (const word of path.split('/')) {
    branch = branch.words.get(word) ?? branch.any
    if (!branch) return 'unknown'
  }
  return branch.routes.get(method === 'HEAD' ? 'GET' : method) ?? 'unknown'
}

function growTree(): Branch {
  const tree = newBranch()
  for (const [name, { method, path }] of Object.entries(ROUTES) as [RouteName, Route][]) {
    grow(tree, path).routes.set(method, name)
  }
  grow(tree, LIVE_PATH).routes.set('GET', 'live')
  return tree
}

function grow(tree: Branch, path: string): Branch {
  let branch = tree
  for (const word of path.split('/')) {
    const next = (word.startsWith(':') ? branch.any : branch.words.get(word)) ?? newBranch()
    if (word.startsWith(':')) branch.any = next
    else branch.words.set(word, next)
    branch = next
  }
  return branch
}

function newBranch(): Branch {
  return { words: new Map(), any: null, routes: new Map() }
}
