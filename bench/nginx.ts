/** The reference: nginx with one worker and no access log that serves the same bytes as a file. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort, startChild, type RunningChild } from '#bench/run-server.ts'

/** Kept alive for a whole run: no benchmark sends so many on one connection. */
const REQUESTS_PER_CONNECTION = 100_000_000

const START_TRIES_MAX = 100
const START_WAIT_MS = 50

/** nginx writes these by itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'content-type',
  'connection',
  'keep-alive',
  'date',
  'etag',
  'transfer-encoding',
])

export interface RunningNginx extends RunningChild {
  readonly url: string
  /** The process that answers. */
  readonly workerPid: () => Promise<number>
}

/** Serves `bytes` with `headers` beside its own. Files under `directory`. */
export async function startNginx({
  directory,
  bytes,
  headers,
}: {
  readonly directory: string
  readonly bytes: Uint8Array
  readonly headers: Headers
}): Promise<RunningNginx> {
  const port = await freePort()
  await mkdir(join(directory, 'files'), { recursive: true })
  await writeFile(join(directory, 'files', 'page'), bytes)
  const configFile = join(directory, 'nginx.conf')
  await writeFile(configFile, config({ directory, port, headers }))
  const running = startChild(['nginx', '-c', configFile, '-p', directory, '-e', 'stderr'])
  const url = `http://127.0.0.1:${port}/page`
  for (let attempt = 0; attempt < START_TRIES_MAX; attempt += 1) {
    if (await answers(url)) return { ...running, url, workerPid: () => firstChild(running.pid) }
    await wait(START_WAIT_MS)
  }
  throw new Error('nginx did not start: is nginx-light installed?')
}

async function firstChild(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')[0])
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** As a careful operator would set it up for files: sendfile, and open files remembered. */
function config({
  directory,
  port,
  headers,
}: {
  readonly directory: string
  readonly port: number
  readonly headers: Headers
}): string {
  const added = [...headers].filter(([name]) => !OWN_HEADERS.has(name))
  const type = headers.get('content-type') ?? 'application/octet-stream'
  return `
daemon off;
master_process on;
user root;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100;
  open_file_cache_valid 60s;
  keepalive_timeout 65s;
  keepalive_requests ${REQUESTS_PER_CONNECTION};
  default_type "${type}";
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=1024;
    root ${directory}/files;
    ${added.map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}";`).join('\n    ')}
  }
}
`
}
