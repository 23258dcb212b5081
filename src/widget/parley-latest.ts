/** `<parley-latest>`: the latest comments of the site, as a list. */
import { createMemory } from '#widget/memory.ts'
import { atHome, openShadow, showFailure } from '#widget/shadow.ts'
import { nodesOf } from '#widget/server-html.ts'
import { remoteServer } from '#widget/server.ts'
import { serverOrigin } from '#widget/parley-server.ts'
import { whenNear } from '#widget/room.ts'

export class ParleyLatest extends HTMLElement {
  readonly #root = openShadow(this)
  #leave = new AbortController()

  connectedCallback(): void {
    this.#leave = new AbortController()
    const { signal } = this.#leave
    whenNear(this, signal, () => void this.#load(signal))
  }

  disconnectedCallback(): void {
    this.#leave.abort()
  }

  async #load(signal: AbortSignal): Promise<void> {
    const base = serverOrigin(this)
    const count = this.getAttribute('count')
    const server = remoteServer(base, createMemory(''), this.getAttribute('language') ?? '')
    const answer = await server.part(
      `/embed/latest${count ? `?count=${encodeURIComponent(count)}` : ''}`,
      signal,
    )
    if (signal.aborted) return
    if (answer.ok) this.#root.replaceChildren(atHome(nodesOf(answer.value), base))
    else showFailure(this.#root, answer.problem)
  }
}
