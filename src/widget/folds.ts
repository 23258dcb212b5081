/** Branches that a reader folded stay folded at the next visit. */
import type { Mount } from '#widget/mount.ts'

/** Folded branches kept for one story: the oldest are forgotten first. */
const FOLDS_MAX = 200

export function rememberFolds({ thread, memory }: Mount): void {
  const key = `folds:${thread.dataset['story'] ?? ''}`
  const folded = new Set(memory.recall(key).split(' ').filter(Boolean))
  for (const branch of thread.querySelectorAll<HTMLDetailsElement>('details[data-branch]')) {
    if (folded.has(branch.dataset['branch'] ?? '') && !holdsTarget(branch)) branch.open = false
  }
  // `toggle` does not bubble, but it can be caught on its way down.
  thread.addEventListener(
    'toggle',
    ({ target }) => {
      const id = target instanceof HTMLDetailsElement ? target.dataset['branch'] : undefined
      if (id === undefined) return
      if ((target as HTMLDetailsElement).open) folded.delete(id)
      else folded.add(id)
      memory.remember(key, [...folded].slice(-FOLDS_MAX).join(' '))
    },
    true,
  )
}

/** A permalink wins over a fold: the comment somebody asked for is shown. */
function holdsTarget(branch: HTMLElement): boolean {
  const id = location.hash.replace(/^#(?:parley-)?/, '')
  return id !== '' && branch.querySelector(`[id="${CSS.escape(id)}"]`) !== null
}
