/** Small things kept in this browser only; a browser that keeps nothing is no reason to fail. */

const PREFIX = 'parley:'

export function remember(key: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    // Private windows and full stores refuse: the page works all the same.
  }
}

/** Empty where nothing was kept. */
export function recall(key: string): string {
  try {
    return localStorage.getItem(PREFIX + key) ?? ''
  } catch {
    return ''
  }
}
