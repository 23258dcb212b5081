/** A server nobody asks anything: how soon it is ready, and what it holds. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { megabytes, residentBytes, startParley } from '#bench/run-server.ts'
import { aside, atMost, medianOf, report, say } from '#bench/figures.ts'

const WARM_STARTS = 9
const COLD_STARTS = 3
const READY_MS_MAX = 1_000
const RESIDENT_MB_MAX = 120
const IDLE_MS = 10_000

/** Where src/main/parley.ts keeps compiled modules. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/parley', import.meta.url))

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const data = join(scratch.directory, 'data')
  try {
    // The first start brings the examples in; what is measured is a restart of a site that is there.
    const first = await startOnce(data)
    const cold: number[] = []
    for (let turn = 0; turn < COLD_STARTS; turn += 1) {
      await rm(COMPILE_CACHE, { recursive: true, force: true })
      cold.push(await startOnce(data))
    }
    // The cache is written when a process ends.
    await startOnce(data)
    const warm: number[] = []
    for (let turn = 0; turn < WARM_STARTS; turn += 1) warm.push(await startOnce(data))
    say(`warm ${warm.map((ms) => ms.toFixed(0)).join(', ')} ms, load ${loadNow()}`)
    const resident: number[] = []
    for (let turn = 0; turn < 3; turn += 1) resident.push(await residentAfterIdling(data))
    const firstEver = await firstStart(scratch.directory)
    return summary(machine, { first, cold, warm, resident, firstEver })
  } finally {
    await scratch.remove()
  }
}

async function startOnce(dataDirectory: string): Promise<number> {
  const server = await startParley({ dataDirectory })
  await server.stop()
  return server.readyMs
}

async function residentAfterIdling(dataDirectory: string): Promise<number> {
  const server = await startParley({ dataDirectory })
  await wait(IDLE_MS)
  const resident = megabytes(residentBytes(server.pid))
  await server.stop()
  return resident
}

/** With an empty data directory and a warm cache: tables are made and the examples come in. */
async function firstStart(directory: string): Promise<number> {
  return startOnce(join(directory, 'first'))
}

interface Measured {
  readonly first: number
  readonly cold: readonly number[]
  readonly warm: readonly number[]
  readonly resident: readonly number[]
  readonly firstEver: number
}

function summary(machine: ReturnType<typeof machineFacts>, measured: Measured) {
  return report(
    machine,
    [
      atMost('ready, ms', READY_MS_MAX, medianOf(measured.warm, 0)),
      aside('ready without compile cache, ms', medianOf(measured.cold, 0).text),
      aside('first start with examples, ms', measured.firstEver.toFixed(0)),
      atMost('resident after 10 s, MB', RESIDENT_MB_MAX, medianOf(measured.resident, 1)),
    ],
    { ...measured, loadAfter: loadNow() },
  )
}
