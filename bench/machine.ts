/** Where and when figures were taken: they mean nothing without it. */
import { cpus, loadavg, release, totalmem } from 'node:os'

const BYTES_PER_GIB = 1024 ** 3

export interface MachineFacts {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly kernel: string
  readonly node: string
  readonly date: string
  /** Over the last minute, before the run: what others did on this machine meanwhile. */
  readonly loadAverage: number
}

export function machineFacts(): MachineFacts {
  const processors = cpus()
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / BYTES_PER_GIB),
    kernel: release(),
    node: process.version,
    date: new Date().toISOString(),
    loadAverage: loadNow(),
  }
}

/** One-minute load average, two places. */
export function loadNow(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2))
}
