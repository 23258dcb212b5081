/** Every address of Parley on one page: who may call it, and how often. */

/**
 * `read`: anybody. `write`: anybody, counted against a limit of writes. `moderate`: moderators.
 * `link`: the holder of a one-time link. `key`: programs with an API key, from anywhere. Who may change a particular comment is the operation's to say.
 */
export type Permission = 'read' | 'write' | 'moderate' | 'link' | 'key'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly permission: Permission
  /** Answers are for one reader only and are never kept by anybody in between. */
  readonly isPrivate: boolean
  /** Which allowance a call is counted against; none for reading what can be kept ready. */
  readonly allowance: AllowanceName | null
  /** True where pages of allowed origins may call it from the reader's browser, with a token, never with cookies. */
  readonly isEmbeddable?: true
}

export type AllowanceName =
  | 'comments'
  | 'votes'
  | 'previews'
  | 'decisions'
  | 'signIns'
  | 'stories'
  | 'searches'
  | 'analyses'
  | 'suggestions'

const embeddable = { isEmbeddable: true } as const
const open = { permission: 'read', isPrivate: false, allowance: null } as const
const searching = { permission: 'read', isPrivate: false, allowance: 'searches' } as const
const own = { permission: 'read', isPrivate: true, allowance: null } as const
const writing = { permission: 'write', isPrivate: true, allowance: 'comments' } as const
const voting = { permission: 'write', isPrivate: true, allowance: 'votes' } as const
const previewing = { permission: 'write', isPrivate: true, allowance: 'previews' } as const
const moderating = { permission: 'moderate', isPrivate: true, allowance: 'decisions' } as const
const starting = { permission: 'write', isPrivate: true, allowance: 'stories' } as const
const analyzing = { permission: 'key', isPrivate: true, allowance: 'analyses' } as const
const suggesting = { permission: 'key', isPrivate: true, allowance: 'suggestions' } as const
const byLink = { permission: 'link', isPrivate: true, allowance: 'signIns' } as const

export const ROUTES = {
  // Reading: the same for everybody.
  home: { method: 'GET', path: '/', ...open },
  story: { method: 'GET', path: '/s/:storyId', ...open },
  conversation: { method: 'GET', path: '/c/:commentId', ...open },
  search: { method: 'GET', path: '/s/:storyId/search', ...searching },
  log: { method: 'GET', path: '/log', ...open },
  asset: { method: 'GET', path: '/assets/:name', ...open },

  comment: { method: 'GET', path: '/api/comments/:commentId', ...open, ...embeddable },
  events: { method: 'GET', path: '/api/stories/:storyId/events', ...open, ...embeddable },

  // Under pages of other sites.
  embedPage: { method: 'GET', path: '/embed', ...open },
  embedScript: { method: 'GET', path: '/embed.js', ...open },
  countScript: { method: 'GET', path: '/count.js', ...open },
  embedThread: { method: 'GET', path: '/embed/thread', ...open, ...embeddable },
  embedConversation: { method: 'GET', path: '/embed/conversation', ...open, ...embeddable },
  embedSearch: { method: 'GET', path: '/embed/search', ...searching, ...embeddable },
  embedBranch: { method: 'GET', path: '/embed/branch', ...open, ...embeddable },
  embedLatest: { method: 'GET', path: '/embed/latest', ...open, ...embeddable },
  embedComment: { method: 'GET', path: '/embed/c/:commentId', ...open },
  startStory: { method: 'POST', path: '/embed/stories', ...starting, ...embeddable },
  counts: { method: 'GET', path: '/api/counts', ...open, ...embeddable },
  oembed: { method: 'GET', path: '/oembed', ...open },

  // One reader's own.
  you: { method: 'GET', path: '/you', ...own },
  ownStory: { method: 'GET', path: '/s/:storyId/yours', ...own },
  ownConversation: { method: 'GET', path: '/c/:commentId/yours', ...own },
  replyPage: { method: 'GET', path: '/c/:commentId/reply', ...own },
  editPage: { method: 'GET', path: '/c/:commentId/edit', ...own },
  deletePage: { method: 'GET', path: '/c/:commentId/delete', ...own },
  editPart: { method: 'GET', path: '/api/comments/:commentId/edit', ...own, ...embeddable },
  deletePart: { method: 'GET', path: '/api/comments/:commentId/delete', ...own, ...embeddable },
  me: { method: 'GET', path: '/api/stories/:storyId/me', ...own, ...embeddable },

  // Writing, by forms.
  postForm: { method: 'POST', path: '/s/:storyId/comments', ...writing },
  editForm: { method: 'POST', path: '/c/:commentId/edit', ...writing },
  deleteForm: { method: 'POST', path: '/c/:commentId/delete', ...writing },
  voteForm: { method: 'POST', path: '/c/:commentId/vote', ...voting },

  // Writing, by scripts.
  postComment: { method: 'POST', path: '/api/stories/:storyId/comments', ...writing, ...embeddable },
  editComment: { method: 'PATCH', path: '/api/comments/:commentId', ...writing, ...embeddable },
  deleteComment: { method: 'DELETE', path: '/api/comments/:commentId', ...writing, ...embeddable },
  castVote: { method: 'PUT', path: '/api/comments/:commentId/vote', ...voting, ...embeddable },
  preview: { method: 'POST', path: '/api/preview', ...previewing, ...embeddable },

  // Moderating.
  decideForm: { method: 'POST', path: '/c/:commentId/decisions', ...moderating },
  undoForm: { method: 'POST', path: '/decisions/:decisionId/undo', ...moderating },
  decideStoryForm: { method: 'POST', path: '/s/:storyId/decisions', ...moderating },
  movePage: { method: 'GET', path: '/s/:storyId/move', ...moderating },
  moveForm: { method: 'POST', path: '/s/:storyId/move', ...moderating },
  mergeForm: { method: 'POST', path: '/s/:storyId/merge', ...moderating },
  undoStoryForm: { method: 'POST', path: '/story-decisions/:decisionId/undo', ...moderating },
  revisions: { method: 'GET', path: '/c/:commentId/revisions', ...moderating },
  readings: { method: 'GET', path: '/c/:commentId/readings', ...moderating },
  suggestions: { method: 'GET', path: '/suggestions', ...moderating },
  dismissSuggestion: { method: 'POST', path: '/suggestions/:suggestionId/dismiss', ...moderating },
  restoreSuggestion: { method: 'POST', path: '/suggestions/:suggestionId/restore', ...moderating },
  learning: { method: 'GET', path: '/learning', ...moderating },
  askToLearn: { method: 'POST', path: '/learning/ask', ...moderating },
  useLearned: { method: 'POST', path: '/learning/:versionId/use', ...moderating },
  undoLearned: { method: 'POST', path: '/learning/:versionId/undo', ...moderating },
  useThreshold: { method: 'POST', path: '/learning/:versionId/use-threshold', ...moderating },
  undoThreshold: { method: 'POST', path: '/learning/undo-threshold', ...moderating },

  // In the place of Perspective's API: for programs, in Google's shapes.
  analyze: { method: 'POST', path: '/v1alpha1/comments:analyze', ...analyzing },
  suggestScore: { method: 'POST', path: '/v1alpha1/comments:suggestscore', ...suggesting },
  discovery: { method: 'GET', path: '/$discovery/rest', ...open },
  discoveryByName: { method: 'GET', path: '/discovery/v1/apis/commentanalyzer/v1alpha1/rest', ...open },

  // Signing in and out.
  signInPage: { method: 'GET', path: '/sign-in', ...byLink },
  signIn: { method: 'POST', path: '/sign-in', ...byLink },
  signOut: { method: 'POST', path: '/sign-out', ...writing },
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof ROUTES

/** The one-time link, as it is printed. */
export function signInPath(token: string): string {
  return `${ROUTES.signInPage.path}?token=${token}`
}
