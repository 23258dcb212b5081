/** Runs wrk against an address and reads its figures. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const CONNECTIONS = 64

/** Seconds of one run: long enough for thousands of requests, short enough for many pairs. */
export const WRK_SECONDS = 5

export interface WrkFigures {
  readonly requestsPerSecond: number
  readonly requests: number
  readonly errors: number
}

/** One thread, 64 connections kept alive, compressed answers. Fails where nothing was answered. */
export async function runWrk(url: string, seconds = WRK_SECONDS): Promise<WrkFigures> {
  const { stdout } = await run('wrk', [
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '-H',
    'Accept-Encoding: br',
    url,
  ])
  const requestsPerSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0)
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0)
  if (requestsPerSecond === 0) throw new Error(`wrk got no answer from ${url}:\n${stdout}`)
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout) ?? []
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0)
  const errors = socket.slice(1).reduce((sum, count) => sum + Number(count), refused)
  return { requestsPerSecond, requests, errors }
}
