/** Opens the network of stage two in this thread: by ONNX Runtime's own code for this machine, or by its WebAssembly. */

import type { InferenceSession, Tensor } from 'onnxruntime-web'
import { errorFacts } from '#base/error-facts.ts'

/** `auto`: what this machine has. WebAssembly runs everywhere and is slower. */
export type NetworkRuntime = 'native' | 'wasm'
export type RuntimeChoice = NetworkRuntime | 'auto'

export interface Network {
  readonly runtime: NetworkRuntime
  /** Per head the largest logit of all windows; each window holds the numbers of its pieces. */
  readonly read: (windows: readonly (readonly number[])[]) => Promise<readonly number[]>
}

interface OnnxRuntime {
  readonly InferenceSession: typeof InferenceSession
  readonly Tensor: typeof Tensor
}

/** One thread: those who read beside each other are threads of their own. 3: errors only, nothing about the machine. */
const SESSION = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
} as const satisfies InferenceSession.SessionOptions

/**
 * Rejects where the model cannot be used. `notNative` hears why this machine's own code is not used, where `auto` falls
 * back to WebAssembly.
 */
export async function openNetwork(
  model: Uint8Array,
  { runtime, heads }: { readonly runtime: RuntimeChoice; readonly heads: number },
  notNative: (facts: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<Network> {
  if (runtime !== 'wasm') {
    const native = await loadNative().catch((error: unknown) => {
      if (runtime === 'native') throw error
      notNative(errorFacts(error))
      return null
    })
    if (native !== null) return networkOf(native, { model, heads, runtime: 'native' })
  }
  return networkOf(await loadWasm(), { model, heads, runtime: 'wasm' })
}

async function loadNative(): Promise<OnnxRuntime> {
  return import('onnxruntime-node')
}

async function loadWasm(): Promise<OnnxRuntime> {
  const loaded = await import('onnxruntime-web')
  loaded.env.wasm.numThreads = 1
  return loaded
}

async function networkOf(
  onnx: OnnxRuntime,
  given: { readonly model: Uint8Array; readonly heads: number; readonly runtime: NetworkRuntime },
): Promise<Network> {
  const executionProviders = given.runtime === 'native' ? ['cpu'] : ['wasm']
  const session = await onnx.InferenceSession.create(given.model, { ...SESSION, executionProviders })
  const output = session.outputNames[0] ?? ''
  return {
    runtime: given.runtime,
    // One window after the other. Beside each other they take as long and eight times the memory, and the int8 numbers
    // of a batch share one scale: what a window says would depend on its neighbours.
    read: async (windows) => {
      const most = Array.from({ length: given.heads }, () => Number.NEGATIVE_INFINITY)
      for (const window of windows) {
        const found = await session.run(feedsOf(onnx, window, session.inputNames))
        const logits = found[output]?.data
        if (!(logits instanceof Float32Array) || logits.length !== given.heads) {
          throw new Error(`the network answered ${String(logits?.length)} numbers, or of another kind`)
        }
        logits.forEach((logit, head) => {
          most[head] = Math.max(most[head] ?? logit, logit)
        })
      }
      return most
    },
  }
}

function feedsOf(
  { Tensor }: OnnxRuntime,
  window: readonly number[],
  wanted: readonly string[],
): Record<string, Tensor> {
  const dimensions = [1, window.length]
  const feeds: Record<string, Tensor> = {
    input_ids: new Tensor('int64', BigInt64Array.from(window, BigInt), dimensions),
    attention_mask: new Tensor('int64', new BigInt64Array(window.length).fill(1n), dimensions),
    token_type_ids: new Tensor('int64', new BigInt64Array(window.length), dimensions),
  }
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => wanted.includes(name)))
}
