/** Writing in place: drafts that survive a reload, preview, posting without leaving the page. */
import { commentOf, type Mount } from '#widget/mount.ts'
import { field } from '#widget/field.ts'
import { endNudge, isNudge, showNudge, type Nudged } from '#widget/nudge.ts'
import { newId } from '#widget/new-id.ts'
import { problemText, type ApiProblem } from '#widget/server.ts'

interface Posted {
  readonly comment: { readonly id: string; readonly parentId?: string | null; readonly state: string }
  readonly html: string
  readonly notice: string | null
}

export function enhanceComposers(mount: Mount): void {
  for (const form of mount.thread.querySelectorAll<HTMLFormElement>('form[data-composer]')) {
    enhanceComposer(mount, form)
  }
}

export function enhanceComposer(mount: Mount, form: HTMLFormElement): void {
  const { remember, recall } = mount.memory
  const draftKey = `draft:${mount.thread.dataset['story'] ?? ''}:${form.dataset['composer'] ?? ''}`
  const body = field(form, 'body')
  const name = form.elements.namedItem('name')
  if (body.value === '') body.value = recall(draftKey)
  if (name instanceof HTMLInputElement && name.value === '') name.value = recall('name')
  form.addEventListener('input', () => remember(draftKey, body.value))
  // One id for one text: sending twice, or again after a lost answer, gives one comment.
  let id = newId()
  let sent = ''
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const wantsPreview = (event.submitter as HTMLButtonElement | null)?.value === 'preview'
    void (async () => {
      if (wantsPreview) return preview(mount, form)
      // Changed after an answer was lost, it is another text: the server may hold the first under this id.
      if (sent !== '' && sent !== body.value) id = newId()
      sent = body.value
      const posted = await post(mount, form, id)
      if (!posted) return
      remember(draftKey, '')
      if (name instanceof HTMLInputElement) remember('name', name.value)
      id = newId()
      sent = ''
      body.value = ''
      endNudge(form)
      form.querySelector('[data-preview-box]')?.replaceChildren()
      showPosted(mount, form, posted)
      mount.tell({ kind: 'comment', detail: { id: posted.comment.id, state: posted.comment.state } })
    })()
  })
}

async function preview(mount: Mount, form: HTMLFormElement): Promise<void> {
  const answer = await mount.server.call<{ html: string }>({
    method: 'POST',
    path: '/api/preview',
    body: { body: field(form, 'body').value },
  })
  const box = form.querySelector<HTMLElement>('[data-preview-box]')
  showProblem(mount, form, answer.ok ? undefined : answer.problem)
  if (!box || !answer.ok) return
  box.hidden = false
  box.replaceChildren(mount.nodesOf(answer.value.html))
}

async function post(mount: Mount, form: HTMLFormElement, id: string): Promise<Posted | null> {
  const button = form.querySelector<HTMLButtonElement>('button[value="post"]')
  if (button) button.disabled = true
  const name = form.elements.namedItem('name')
  const answer = await mount.server.call<Posted | Nudged>({
    method: 'POST',
    path: `/api/stories/${mount.thread.dataset['story'] ?? ''}/comments`,
    body: {
      id,
      parentId: field(form, 'parentId').value,
      name: name instanceof HTMLInputElement ? name.value : null,
      body: field(form, 'body').value,
      nudge: field(form, 'nudge').value,
    },
  })
  if (button) button.disabled = false
  showProblem(mount, form, answer.ok ? undefined : answer.problem)
  if (!answer.ok) return null
  if (!isNudge(answer.value)) return answer.value
  showNudge(mount, form, answer.value.html)
  return null
}

/** `undefined` clears; null is a server that did not answer. */
export function showProblem(
  { tell }: Mount,
  form: HTMLFormElement,
  problem: ApiProblem | null | undefined,
): void {
  const box = form.querySelector<HTMLElement>('[data-error]')
  box?.replaceChildren()
  if (problem === undefined) return
  const line = document.createElement('p')
  line.textContent = problemText(problem, form.dataset['unreachable'] ?? '')
  box?.append(line)
  tell({ kind: 'error', detail: { code: problem?.code ?? 'unreachable' } })
}

function showPosted(mount: Mount, form: HTMLFormElement, posted: Posted): void {
  const { thread } = mount
  const { id, state } = posted.comment
  if (!thread.querySelector('[data-comments]')) {
    // A page that is only for writing has no place for it: the comment is shown where it stands.
    location.assign(`/c/${id}/yours?notice=${state === 'held' ? 'held' : 'posted'}#c-${id}`)
    return
  }
  const notice = thread.querySelector('[data-notice]')
  if (notice) notice.textContent = posted.notice ?? ''
  if (!commentOf(mount, id)) {
    placeFor(thread, form).insert(mount.nodesOf(posted.html))
    thread.querySelector('[data-empty]')?.remove()
  }
  const comment = commentOf(mount, id)
  if (form.dataset['composer'] !== '') form.remove()
  comment?.classList.add('is-new')
  comment?.focus()
}

/** A reply goes below its parent, after those that are there; a new conversation first or, from old to new, last. */
function placeFor(
  thread: HTMLElement,
  form: HTMLFormElement,
): { readonly insert: (nodes: DocumentFragment) => void } {
  const parent = form.closest('.item')
  const list = parent ? repliesOf(parent) : thread.querySelector('[data-comments]')
  const atEnd = parent !== null || thread.dataset['order'] === 'oldest'
  return { insert: (nodes) => (atEnd ? list?.append(nodes) : list?.prepend(nodes)) }
}

/** The list of replies below a comment, made where there is none yet. */
export function repliesOf(item: Element): Element {
  const branch = item.querySelector<HTMLDetailsElement>(':scope > details.branch')
  if (branch) branch.open = true
  const existing = branch?.querySelector(':scope > .replies') ?? item.querySelector(':scope > .replies')
  if (existing) return existing
  const list = document.createElement('ol')
  list.className = 'replies'
  item.append(list)
  return list
}
