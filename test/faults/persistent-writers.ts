/** Writers that send what got no answer again, with the same id, until somebody says that it is there. */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createUuidSource } from '#base/uuid-source.ts'

/** Milliseconds before the same is sent again: a server that starts anew is not to be busy with refusals. */
const REPEAT_MS = 50

const CREATED = 201
const OK = 200

/** One in this many starts a conversation; the others answer a comment that is known to be there. */
const ROOT_EVERY = 4

export interface Writers {
  /** What was acknowledged, in that order: the id and the words. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Answers that were neither 200 nor 201, by status, and attempts without an answer under 0. */
  readonly refusals: ReadonlyMap<number, number>
  readonly stop: () => Promise<void>
}

export interface WritersPlan {
  readonly count: number
  readonly storyId: string
  /** Where the writer with this number sends to now. */
  readonly url: (writer: number) => string
}

const abandoning = new Set<AbortController>()

/** Ends what a failed test left writing. */
export function abandonWriters(): void {
  for (const abandoned of abandoning) abandoned.abort()
  abandoning.clear()
}

export function startWriters({ count, storyId, url }: WritersPlan): Writers {
  const newId = createUuidSource(Date.now, (bytes) => new Uint8Array(randomBytes(bytes)))
  const acknowledged = new Map<string, string>()
  const refusals = new Map<number, number>()
  let lastId: string | null = null
  const over = new AbortController()
  const abandoned = new AbortController()
  abandoning.add(abandoned)

  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const id = newId()
      const comment = {
        id,
        body: `Words of ${id}`,
        name: `Writer ${writer}`,
        parentId: turn % ROOT_EVERY === 0 ? null : lastId,
      }
      for (;;) {
        if (abandoned.signal.aborted) return
        const status = await post(url(writer), storyId, comment)
        if (status === CREATED || status === OK) break
        refusals.set(status, (refusals.get(status) ?? 0) + 1)
        await wait(REPEAT_MS)
      }
      acknowledged.set(id, comment.body)
      lastId = id
    }
  }
  const writers = Array.from({ length: count }, (_, writer) => write(writer))
  // A mistake of a writer is told by whoever stops them.
  for (const writer of writers) writer.catch(() => {})
  return {
    acknowledged,
    refusals,
    stop: async () => {
      over.abort()
      await Promise.all(writers)
      abandoning.delete(abandoned)
    },
  }
}

/** The status; 0 where there was no answer, or only the beginning of one. Throws where a 503 says not when to come again. */
async function post(url: string, storyId: string, comment: object): Promise<number> {
  let answer: Response
  try {
    answer = await fetch(`${url}/api/stories/${storyId}/comments`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url },
      body: JSON.stringify(comment),
    })
    await answer.arrayBuffer()
  } catch {
    return 0
  }
  if (answer.status === 503 && !(Number(answer.headers.get('Retry-After')) > 0)) {
    throw new Error('a 503 without Retry-After')
  }
  return answer.status
}
