/** Small things kept in this browser only; a browser that keeps nothing is no reason to fail. */

export interface Memory {
  readonly remember: (key: string, value: string) => void
  /** Empty where nothing was kept. */
  readonly recall: (key: string) => string
}

/** `prefix` keeps what is ours apart from what the page keeps, and one Parley's from another's. */
export function createMemory(prefix: string): Memory {
  // Private windows and full stores refuse: then a thing is known for as long as the page is open.
  const unkept = new Map<string, string>()
  return {
    remember: (key, value) => {
      try {
        if (value === '') localStorage.removeItem(prefix + key)
        else localStorage.setItem(prefix + key, value)
      } catch {
        unkept.set(key, value)
      }
    },
    recall: (key) => {
      try {
        return unkept.get(key) ?? localStorage.getItem(prefix + key) ?? ''
      } catch {
        return ''
      }
    },
  }
}
