/** Where a thread stands: on a page of Parley's own, or in a shadow root under somebody else's. All that differs is here. */
import type { Memory } from '#widget/memory.ts'
import type { Server } from '#widget/server.ts'

export interface Happening {
  readonly kind: 'ready' | 'comment' | 'vote' | 'error'
  readonly detail: Readonly<Record<string, unknown>>
}

export interface Mount {
  readonly thread: HTMLElement
  readonly server: Server
  readonly memory: Memory
  /** Our server's HTML as nodes, with addresses that lead to our server. */
  readonly nodesOf: (html: string) => DocumentFragment
  /** Tells the page what happened here. */
  readonly tell: (happening: Happening) => void
  /** Ends when the thread leaves its place: then nothing of it listens any longer. */
  readonly signal: AbortSignal
  /** Shows the discussion anew. */
  readonly reload: () => void
  /** Shows another view of the discussion in this place; null where links lead to it instead. */
  readonly show: ((path: string) => void) | null
}

export function commentOf({ thread }: Pick<Mount, 'thread'>, id: string): HTMLElement | null {
  return thread.querySelector<HTMLElement>(`[id="c-${CSS.escape(id)}"]`)
}
