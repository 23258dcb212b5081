/** `<parley-thread>`: a discussion under any page. */
import type { ApiAnswer, Server } from '#widget/server.ts'
import type { Happening, Mount } from '#widget/mount.ts'
import { commentOf } from '#widget/mount.ts'
import { createMemory, type Memory } from '#widget/memory.ts'
import { enhance } from '#widget/enhance.ts'
import { keepRoom, whenNear } from '#widget/room.ts'
import { atHome, openShadow, showFailure } from '#widget/shadow.ts'
import { nodesOf } from '#widget/server-html.ts'
import { painted, takeRest } from '#widget/take-rest.ts'
import { pageAddress, seeAddress, storyAddress, type PageAddress } from '#widget/story-address.ts'
import { sayProblem } from '#widget/say-problem.ts'
import { remoteServer } from '#widget/server.ts'
import { serverOrigin } from '#widget/parley-server.ts'

/** The fragment of a page's address that leads to a comment in the embed. */
const COMMENT_HASH = /^#parley-c-([0-9a-f-]{36})$/

/** Characters of a page's title that are sent: more than the server keeps. */
const TITLE_LENGTH_MAX = 500

/** What one loading of a discussion needs. */
interface Loading {
  readonly base: string
  readonly server: Server
  readonly memory: Memory
  readonly signal: AbortSignal
}

export class ParleyThread extends HTMLElement {
  static readonly observedAttributes = ['url', 'story', 'order', 'language', 'loading', 'server']

  readonly #root = openShadow(this)
  /** What is shown or on its way: changes of the page that leave it as it is change nothing. */
  #shown = ''
  #seen: PageAddress | null = null
  #leave = new AbortController()
  #isPlanned = false
  #mount: Mount | null = null

  connectedCallback(): void {
    this.#plan()
  }

  /** An element that is only moved is back before the next task: it keeps what it shows. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop()
    })
  }

  attributeChangedCallback(): void {
    this.#plan()
  }

  /** Loads the discussion anew: for pages that change in ways the element cannot see. */
  reload(): void {
    this.#stop()
    this.#plan()
  }

  /** Several changes at once are one. */
  #plan(): void {
    if (this.#isPlanned) return
    this.#isPlanned = true
    queueMicrotask(() => {
      this.#isPlanned = false
      if (this.isConnected) this.#arrange()
    })
  }

  #stop(): void {
    this.#leave.abort()
    this.#shown = ''
  }

  #arrange(): void {
    const query = this.#query()
    const base = serverOrigin(this)
    const language = this.getAttribute('language') ?? ''
    const key = `${base} ${language} ${query.toString()}`
    if (key === this.#shown) return
    this.#stop()
    this.#shown = key
    this.#leave = new AbortController()
    const { signal } = this.#leave
    const memory = createMemory(`parley:${base}:`)
    const loading = { base, memory, server: remoteServer(base, memory, language), signal }
    this.#watchPage(signal)
    const load = (): void => void this.#load(loading, query)
    if (this.getAttribute('loading') === 'eager' || COMMENT_HASH.test(location.hash)) load()
    else whenNear(this, signal, load)
  }

  /** Single-page applications change the address under an element that stays. */
  #watchPage(signal: AbortSignal): void {
    const look = (): void => void setTimeout(() => this.#plan())
    addEventListener('popstate', look, { signal })
    const { navigation } = globalThis as { navigation?: EventTarget }
    navigation?.addEventListener('currententrychange', look, { signal })
    addEventListener('hashchange', () => void this.#followHash(), { signal })
  }

  #query(): URLSearchParams {
    const query = new URLSearchParams()
    const [story, url] = [this.getAttribute('story'), this.getAttribute('url')]
    const now = pageAddress()
    this.#seen = seeAddress(now, this.#seen)
    if (story) query.set('story', story)
    else query.set('url', url ? new URL(url, document.baseURI).href : storyAddress(now, this.#seen))
    const order = this.getAttribute('order')
    if (order) query.set('order', order)
    return query
  }

  async #load(loading: Loading, query: URLSearchParams): Promise<void> {
    const { server, signal } = loading
    const path = `/embed/thread?${query.toString()}`
    let answer = await server.part(path, signal)
    if (!answer.ok && answer.problem?.code === 'story-not-found' && !query.has('story')) {
      const started = await startStory(server, query.get('url') ?? '')
      answer = started.ok ? await server.part(path, signal) : started
    }
    if (signal.aborted) return
    const isFirst = !this.hasAttribute('data-filled')
    if (answer.ok && isFirst) await this.#fillInSteps(loading, answer.value)
    else this.#fill(loading, answer)
    await this.#followHash()
  }

  /** Where nothing was yet: the first screen, and when the reader sees it, the rest, which lies below. */
  async #fillInSteps(loading: Loading, html: string): Promise<void> {
    const { base, signal } = loading
    const nodes = nodesOf(html)
    const rest = takeRest(nodes)
    keepRoom(this, () => this.#root.replaceChildren(atHome(nodes, base)))
    if (rest.firstChild) {
      await painted()
      if (signal.aborted) return
      this.#root.querySelector('[data-comments]')?.append(atHome(rest, base))
    }
    this.#begin(loading)
  }

  #fill(loading: Loading, answer: ApiAnswer<string>): void {
    if (!answer.ok) {
      keepRoom(this, () => showFailure(this.#root, answer.problem))
      this.#tell({ kind: 'error', detail: { code: answer.problem?.code ?? 'unreachable' } })
      return
    }
    const nodes = atHome(nodesOf(answer.value), loading.base)
    keepRoom(this, () => this.#root.replaceChildren(nodes))
    this.#begin(loading)
  }

  /** What was put in comes to life. */
  #begin(loading: Loading): void {
    const { base, server, memory, signal } = loading
    const thread = this.#root.querySelector<HTMLElement>('[data-story]')
    if (!thread) return
    this.#mount = {
      thread,
      server,
      memory,
      nodesOf: (html) => atHome(nodesOf(html), base),
      tell: (happening) => this.#tell(happening),
      signal,
      reload: () => this.reload(),
      show: (path) => void this.#show(loading, path),
    }
    enhance(this.#mount)
    this.#tell({ kind: 'ready', detail: { story: thread.dataset['story'] ?? '' } })
  }

  async #show(loading: Loading, path: string): Promise<void> {
    const answer = await loading.server.part(path, loading.signal)
    if (loading.signal.aborted || !this.#mount) return
    if (!answer.ok) {
      sayProblem(this.#mount, answer.problem)
      return
    }
    this.#fill(loading, answer)
    this.#goToFocus(this.#mount.thread)
  }

  /** What was pressed has gone: the keyboard goes on at the comment that was asked for, or at the beginning. */
  #goToFocus(thread: HTMLElement): void {
    const comment = thread.querySelector<HTMLElement>('.is-focus')
    thread.tabIndex = -1
    comment?.scrollIntoView({ block: 'nearest' })
    ;(comment ?? thread).focus({ preventScroll: true })
  }

  /** `#parley-c-ID` leads to a comment: here where it is shown, else in the conversation around it. */
  async #followHash(): Promise<void> {
    const id = COMMENT_HASH.exec(location.hash)?.[1]
    if (!id || !this.#mount) return
    if (!commentOf(this.#mount, id)) await this.#showConversation(id)
    const comment = commentOf(this.#mount, id)
    comment?.scrollIntoView({ block: 'start' })
    comment?.focus({ preventScroll: true })
  }

  async #showConversation(id: string): Promise<void> {
    const base = serverOrigin(this)
    const { signal } = this.#leave
    const mount = this.#mount
    if (!mount) return
    const answer = await mount.server.part(`/embed/conversation?comment=${id}`, signal)
    // A comment of another story, in another element of this page, is not for this one to show.
    if (signal.aborted || !answer.ok || !answer.value.includes(mount.thread.dataset['story'] ?? ' ')) return
    this.#fill({ base, server: mount.server, memory: mount.memory, signal }, answer)
  }

  #tell({ kind, detail }: Happening): void {
    this.dispatchEvent(new CustomEvent(`parley:${kind}`, { detail, bubbles: true, composed: true }))
  }
}

/** The first visit of a page makes its story. */
function startStory(server: Server, url: string): Promise<ApiAnswer<string>> {
  const named = document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content
  const title = (named || document.title).slice(0, TITLE_LENGTH_MAX)
  return server.call({ method: 'POST', path: '/embed/stories', body: { url, title } })
}
