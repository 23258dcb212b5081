/** The one neutral record that every format reader produces and the import operation takes. */
import type { StorySource } from '#domain/story/story.ts'
import type { BodyFormat, CommentState } from '#domain/comment/comment.ts'

export interface ImportedReplyTo {
  /** The name the comment says it answers, without "(not verified)". */
  readonly name: string
  /** False: that parent is not in the file, the comment stands as a root and says so. */
  readonly found: boolean
}

export interface ImportedComment {
  /** Unique within its story and the same at every reading of the file. */
  readonly sourceId: string
  /** The `sourceId` of an earlier or later comment of the same story; null for a root. */
  readonly parentSourceId: string | null
  /** Null for a root that answers nobody. */
  readonly replyTo: ImportedReplyTo | null
  readonly author: string
  /** True for somebody who had an account there; false is a guest, "not verified". */
  readonly verified: boolean
  /** Unix milliseconds. */
  readonly createdAt: number
  readonly state: CommentState
  readonly subject: string | null
  readonly bodyFormat: BodyFormat
  /** As found in the file, not yet made safe. */
  readonly body: string
  /** The same as plain text: paragraphs parted by an empty line. */
  readonly text: string
  /** Line of the file the comment starts at, from 1; null where lines mean nothing. */
  readonly line: number | null
}

export interface ImportedStory {
  /** The address the page says it has; null where the file tells none. */
  readonly url: string | null
  /** What tells this story from others when it comes again: stable for the same capture. */
  readonly sourceKey: string
  readonly headline: string
  readonly byline: string | null
  /** Unix milliseconds. */
  readonly publishedAt: number | null
  readonly language: string | null
  /** HTML as found or built from the text; not yet made safe. */
  readonly bodyHtml: string
  readonly sources: readonly StorySource[]
  readonly comments: readonly ImportedComment[]
}

/** Something the reader of the report should know; nothing was lost by it unless it says so. */
export interface ImportWarning {
  readonly code: string
  /** From 1; null where lines mean nothing. */
  readonly line: number | null
  readonly message: string
}

/** Why a file could not be read at all; nothing of it is brought in. */
export interface ImportProblem {
  readonly code: string
  readonly line: number | null
  /** What is wrong, and what to do. */
  readonly message: string
}

export interface ImportedFile {
  readonly format: string
  readonly stories: readonly ImportedStory[]
  readonly warnings: readonly ImportWarning[]
}
