/** The files a page loads, ready in memory. */

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

export interface AssetStore {
  /** By file name, which holds a hash of the content. */
  readonly get: (name: string) => Asset | null
  /** Scripts that other sites load, by addresses that never change. */
  readonly scripts: { readonly embed: Asset; readonly count: Asset }
}
