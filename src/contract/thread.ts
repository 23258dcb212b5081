/** What crosses the wire about reading a thread. */
import type { ThreadOrder } from '#domain/ranking/orders.ts'

/** The orders a reader may ask for, in the order they are offered. */
export const OFFERED_ORDERS = [
  'newest',
  'oldest',
  'replies',
  'top',
  'controversial',
] as const satisfies ThreadOrder[]

export const DEFAULT_ORDER: ThreadOrder = 'newest'

/** Anything unknown is the default: an old link still shows the thread. */
export function readOrder(text: string | undefined): ThreadOrder {
  return OFFERED_ORDERS.find((order) => order === text) ?? DEFAULT_ORDER
}
