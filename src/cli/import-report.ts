/** The report of an import, in the shape that scripts rely on (DESIGN section 7). */
import type {
  ImportedComment,
  ImportedFile,
  ImportedStory,
  ImportWarning,
} from '#domain/moving/imported-story.ts'

export interface StoryReport {
  readonly url: string
  readonly headline: string
  readonly comments: number
  /** Comments that answer another, whether it is in the file or not. */
  readonly replies: number
  readonly missingParents: number
  readonly unverified: number
  /** 0 where there are only roots. */
  readonly maxDepth: number
  /** Null: statements are not read out of stories yet. */
  readonly statements: null
  readonly items?: readonly ItemReport[]
}

export interface ItemReport {
  readonly sourceId: string
  readonly parentSourceId: string | null
  readonly author: string
  readonly verified: boolean
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly state: ImportedComment['state']
  readonly text: string
  readonly replyTo: ImportedComment['replyTo']
}

export interface ImportReport {
  readonly format: string
  readonly stories: readonly StoryReport[]
  /** Comments in the files. */
  readonly comments: number
  /** Comments that were here already and were left as they are. */
  readonly skipped: number
  readonly warnings: readonly (ImportWarning & { readonly file?: string })[]
}

export function reportStory(story: ImportedStory, { full }: { readonly full: boolean }): StoryReport {
  const { comments } = story
  const report = {
    url: story.url ?? story.sourceKey,
    headline: story.headline,
    comments: comments.length,
    replies: comments.filter((comment) => comment.parentSourceId !== null || comment.replyTo !== null).length,
    missingParents: comments.filter((comment) => comment.replyTo?.found === false).length,
    unverified: comments.filter((comment) => !comment.verified).length,
    maxDepth: maxDepth(comments),
    statements: null,
  }
  return full ? { ...report, items: comments.map(reportItem) } : report
}

function reportItem(comment: ImportedComment): ItemReport {
  return {
    sourceId: comment.sourceId,
    parentSourceId: comment.parentSourceId,
    author: comment.author,
    verified: comment.verified,
    createdAt: new Date(comment.createdAt).toISOString(),
    state: comment.state,
    text: comment.text,
    replyTo: comment.replyTo,
  }
}

/** Depths by walking up once for each comment, remembering what is known: linear in the file. */
function maxDepth(comments: readonly ImportedComment[]): number {
  const parents = new Map(comments.map((comment) => [comment.sourceId, comment.parentSourceId]))
  const depths = new Map<string, number>()
  let deepest = 0
  for (const { sourceId } of comments) {
    const path: string[] = []
    let at: string | null = sourceId
    while (at !== null && !depths.has(at) && parents.has(at)) {
      path.push(at)
      // A ring of replies, which only a broken file holds, counts as depth 0 where it closes.
      depths.set(at, 0)
      at = parents.get(at) ?? null
    }
    let depth = at === null || !parents.has(at) ? -1 : (depths.get(at) ?? 0)
    for (const id of path.reverse()) depths.set(id, (depth += 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** One report for several files. */
export function reportFiles(
  files: readonly { readonly path: string; readonly file: ImportedFile; readonly skipped: number }[],
  { full }: { readonly full: boolean },
): ImportReport {
  const formats = new Set(files.map(({ file }) => file.format))
  const stories = files.flatMap(({ file }) => file.stories.map((story) => reportStory(story, { full })))
  return {
    format: formats.size === 1 ? [...formats].join('') : 'mixed',
    stories,
    comments: stories.reduce((sum, story) => sum + story.comments, 0),
    skipped: files.reduce((sum, { skipped }) => sum + skipped, 0),
    warnings: files.flatMap(({ path, file }) =>
      file.warnings.map((warning) => (files.length > 1 ? { ...warning, file: path } : warning)),
    ),
  }
}
