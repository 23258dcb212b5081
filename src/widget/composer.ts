/** Writing in place: drafts that survive a reload, preview, posting without leaving the page. */
import { call, type ApiProblem } from '#widget/api.ts'
import { newId } from '#widget/new-id.ts'
import { nodesOf } from '#widget/server-html.ts'
import { recall, remember } from '#widget/remembered.ts'

interface Posted {
  readonly comment: { readonly id: string; readonly state: string }
  readonly html: string
  readonly notice: string | null
}

export function enhanceComposers(thread: HTMLElement): void {
  for (const form of thread.querySelectorAll<HTMLFormElement>('form[data-composer]')) {
    enhanceComposer(thread, form)
  }
}

export function enhanceComposer(thread: HTMLElement, form: HTMLFormElement): void {
  const storyId = thread.dataset['story'] ?? ''
  const draftKey = `draft:${storyId}:${form.dataset['composer'] ?? ''}`
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
      if (wantsPreview) return preview(form)
      // Changed after an answer was lost, it is another text: the server may hold the first under this id.
      if (sent !== '' && sent !== body.value) id = newId()
      sent = body.value
      const posted = await post({ form, storyId, id })
      if (!posted) return
      remember(draftKey, '')
      if (name instanceof HTMLInputElement) remember('name', name.value)
      id = newId()
      sent = ''
      body.value = ''
      form.querySelector('[data-preview-box]')?.replaceChildren()
      showPosted(thread, form, posted)
    })()
  })
}

function field(form: HTMLFormElement, name: string): HTMLTextAreaElement | HTMLInputElement {
  return form.elements.namedItem(name) as HTMLTextAreaElement | HTMLInputElement
}

async function preview(form: HTMLFormElement): Promise<void> {
  const answer = await call<{ html: string }>('POST', '/api/preview', { body: field(form, 'body').value })
  const box = form.querySelector<HTMLElement>('[data-preview-box]')
  showProblem(form, answer.ok ? undefined : answer.problem)
  if (!box || !answer.ok) return
  box.hidden = false
  box.replaceChildren(nodesOf(answer.value.html))
}

async function post({
  form,
  storyId,
  id,
}: {
  readonly form: HTMLFormElement
  readonly storyId: string
  readonly id: string
}): Promise<Posted | null> {
  const button = form.querySelector<HTMLButtonElement>('button[value="post"]')
  if (button) button.disabled = true
  const name = form.elements.namedItem('name')
  const answer = await call<Posted>('POST', `/api/stories/${storyId}/comments`, {
    id,
    parentId: field(form, 'parentId').value,
    name: name instanceof HTMLInputElement ? name.value : null,
    body: field(form, 'body').value,
  })
  if (button) button.disabled = false
  showProblem(form, answer.ok ? undefined : answer.problem)
  return answer.ok ? answer.value : null
}

/** `undefined` clears; null is a server that did not answer. */
function showProblem(form: HTMLFormElement, problem: ApiProblem | null | undefined): void {
  const box = form.querySelector<HTMLElement>('[data-error]')
  if (!box) return
  if (problem === undefined) {
    box.replaceChildren()
    return
  }
  const text = problem ? `${problem.what} ${problem.do}` : (form.dataset['unreachable'] ?? '')
  const line = document.createElement('p')
  line.textContent = text
  box.replaceChildren(line)
}

function showPosted(thread: HTMLElement, form: HTMLFormElement, posted: Posted): void {
  const { id, state } = posted.comment
  if (!thread.querySelector('[data-comments]')) {
    // A page that is only for writing has no place for it: the comment is shown where it stands.
    location.assign(`/c/${id}/yours?notice=${state === 'held' ? 'held' : 'posted'}#c-${id}`)
    return
  }
  const notice = thread.querySelector('[data-notice]')
  if (notice) notice.textContent = posted.notice ?? ''
  if (!thread.querySelector(`[id="c-${id}"]`)) {
    placeFor(thread, form).insert(nodesOf(posted.html))
    thread.querySelector('[data-empty]')?.remove()
  }
  const comment = thread.querySelector<HTMLElement>(`[id="c-${id}"]`)
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
  const existing = branch?.querySelector(':scope > .replies')
  if (existing) return existing
  const list = document.createElement('ol')
  list.className = 'replies'
  item.append(list)
  return list
}
