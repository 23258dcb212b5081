/** What crosses the wire about comments, both as JSON and as a form. */
import { z } from 'zod'
import type { DecisionAction } from '#domain/moderation/decision.ts'
import type { StorySwitch } from '#domain/story/story-decision.ts'
import { isUuidV7 } from '#base/uuid.ts'

/** Characters let through before the real limit is checked in code points, so that its message can be exact. */
const RAW_TEXT_MAX = 100_000
const RAW_NAME_MAX = 1_000

const commentId = z.string().refine(isUuidV7, 'a UUIDv7 in lower case')

/** An empty form field means that nothing was said. */
const optionalId = z
  .union([commentId, z.literal('')])
  .nullish()
  .transform((id) => (id ? id : null))

/** What the writer was asked about already, as the nudge wrote it, or "ask" at first; without it nobody is asked. */
const nudge = z
  .string()
  .max(RAW_NAME_MAX)
  .nullish()
  .transform((told) => told ?? null)

export const postCommentRequest = z.object({
  /** Made by the client: sending twice gives one comment. A form without scripts may leave it out. */
  id: optionalId,
  parentId: optionalId,
  /** Ignored for members, who have a name already. */
  name: z
    .string()
    .max(RAW_NAME_MAX)
    .nullish()
    .transform((name) => name ?? null),
  body: z.string().max(RAW_TEXT_MAX),
  nudge,
})
export type PostCommentRequest = z.infer<typeof postCommentRequest>

export const editCommentRequest = z.object({ body: z.string().max(RAW_TEXT_MAX), nudge })

export const previewRequest = z.object({ body: z.string().max(RAW_TEXT_MAX) })

/** 1 agrees, -1 disagrees, 0 takes it back. */
export const voteRequest = z.object({
  value: z
    .union([z.literal(1), z.literal(-1), z.literal(0), z.literal('1'), z.literal('-1'), z.literal('0')])
    .transform((value) => Number(value) as 1 | -1 | 0),
})

export const decisionRequest = z.object({
  action: z.enum(['hold', 'publish', 'remove'] satisfies DecisionAction[]),
  reason: z
    .string()
    .max(RAW_TEXT_MAX)
    .nullish()
    .transform((reason) => reason ?? null),
})

export const storyDecisionRequest = z.object({
  action: z.enum(['close', 'reopen'] satisfies StorySwitch[]),
  reason: decisionRequest.shape.reason,
})

export const moveStoryRequest = z.object({
  address: z.string().max(RAW_TEXT_MAX),
  reason: decisionRequest.shape.reason,
})

export const mergeStoriesRequest = z.object({ into: commentId, reason: decisionRequest.shape.reason })

export const signInRequest = z.object({
  token: z.string().max(RAW_NAME_MAX),
  name: z.string().max(RAW_NAME_MAX),
})
