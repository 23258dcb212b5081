/** Many things to do, a few at a time: enough to keep a server busy, not enough to drown it. */

export async function inParallel<Item>(
  items: readonly Item[],
  { atOnce, work }: { readonly atOnce: number; readonly work: (item: Item, index: number) => Promise<void> },
): Promise<void> {
  const entries = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) await work(item, index)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
