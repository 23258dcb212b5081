/** Waits for a condition, however long it takes: a test that hangs is one that failed, a test that hurries is one that lies. */

const LOOK_MS = 10

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}
