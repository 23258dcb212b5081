/** What others write and change while somebody reads: announced, and put in only where nothing moves. */
import type { LiveMessage } from '#contract/live.ts'
import { applyChange, showArrivals } from '#widget/arrivals.ts'
import type { Mount } from '#widget/mount.ts'
import { showCounts } from '#widget/votes.ts'

/** Milliseconds between questions where no connection stays open, spread so that readers do not ask at once. */
const POLL_MS = 15_000
const POLL_SPREAD_MS = 10_000

/** Failures of the live connection after which it is given up for asking now and then. */
const FAILURES_MAX = 3

export function followStory(mount: Mount): void {
  const { thread, server, signal } = mount
  const storyId = thread.dataset['story'] ?? ''
  let position = Number(thread.dataset['live'] ?? Number.NaN)
  if (Number.isNaN(position)) return
  const arrivals = showArrivals(mount)
  const hear = (message: LiveMessage): void => {
    position = message.sequence
    switch (message.kind) {
      case 'votes':
        showCounts(mount, message.commentId, message)
        break
      case 'new':
        arrivals.announce(message)
        break
      case 'story':
        arrivals.offerReload()
        break
      case 'changed':
        void applyChange(mount, message, arrivals)
        break
    }
  }

  const poll = async (): Promise<void> => {
    const answer = await server.call<{ messages: LiveMessage[]; position: number; isCut: boolean }>({
      method: 'GET',
      path: `/api/stories/${storyId}/events?after=${position}`,
      isPublic: true,
    })
    if (signal.aborted) return
    if (answer.ok) {
      answer.value.messages.forEach(hear)
      position = answer.value.position
      if (answer.value.isCut) arrivals.offerReload()
    }
    setTimeout(() => void poll(), POLL_MS + Math.random() * POLL_SPREAD_MS)
  }

  let failures = 0
  const connection = new EventSource(server.address(`/api/stories/${storyId}/live?after=${position}`))
  signal.addEventListener('abort', () => connection.close())
  connection.addEventListener('open', () => (failures = 0))
  connection.addEventListener('message', (event: MessageEvent<string>) =>
    hear(JSON.parse(event.data) as LiveMessage),
  )
  connection.addEventListener('reset', () => arrivals.offerReload())
  connection.addEventListener('error', () => {
    if (signal.aborted) return
    failures += 1
    // A browser tries again by itself, with the last position it heard; not for ever, and not after a refusal.
    if (connection.readyState === EventSource.CLOSED || failures >= FAILURES_MAX) {
      connection.close()
      void poll()
    }
  })
}
