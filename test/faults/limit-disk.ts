/** Takes the room to write away from a running server, and gives it back. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The kernel's limit on the size of files of one process: needs no rights, no disk and no mount, so that it is tried
 * wherever Linux is. SQLite hears EFBIG in the place of ENOSPC, and Node leaves the signal that comes with it alone.
 */
export async function limitFileSize(pid: number, bytes: number | 'unlimited'): Promise<void> {
  // With the colon behind it only the soft limit changes, which anybody may raise again.
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}
