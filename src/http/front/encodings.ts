/** Which compression an answer goes out in, and how it is made. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'

export type Encoding = 'br' | 'zstd' | 'gzip' | 'identity'

/** Best first, by size of our pages at the efforts below. */
const OFFERED: readonly Encoding[] = ['br', 'zstd', 'gzip']

/** Brotli 5 and zstd 6 take a few milliseconds a page, once for each version of it. */
const BROTLI_EFFORT = 5
const ZSTD_EFFORT = 6
const GZIP_EFFORT = 6

/** Different `Accept-Encoding` headers remembered: browsers send a handful. */
const REMEMBERED_HEADERS_MAX = 200

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)
const compressZstd = promisify(zstdCompress)

const remembered = new Map<string, Encoding>()

/** What the client takes that we like best; quality 0 is a no (RFC 9110, section 12.5.3). */
export function chooseEncoding(header: string | undefined): Encoding {
  if (header === undefined) return 'identity'
  const known = remembered.get(header)
  if (known) return known
  const refused = new Set<string>()
  const accepted = new Set<string>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0{1,3})?$/.test(parameter))
    if (isRefused) refused.add(name)
    else accepted.add(name)
  }
  const takes = (name: string) => accepted.has(name) || (accepted.has('*') && !refused.has(name))
  const chosen = OFFERED.find(takes) ?? 'identity'
  if (remembered.size >= REMEMBERED_HEADERS_MAX) remembered.clear()
  remembered.set(header, chosen)
  return chosen
}

export async function compress(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  switch (encoding) {
    case 'br':
      return compressBrotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_EFFORT,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    case 'zstd':
      return compressZstd(bytes, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_EFFORT } })
    case 'gzip':
      return compressGzip(bytes, { level: GZIP_EFFORT })
    case 'identity':
      return bytes
  }
}
