/** Signs what a guest's browser keeps, so that nobody can make up the right to edit. */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Separates a value from its signature; neither base64url nor a UUID holds it. */
const SEPARATOR = '.'

/** Signatures remembered: guests who wrote lately, in about two megabytes. */
const REMEMBERED_MAX = 5_000

export interface CookieSigner {
  readonly sign: (value: string) => string
  /** The value, or null where the signature is not ours. */
  readonly open: (signed: string) => string | null
  /** A client address as a hash that changes with the day: `day` like 2026-11-23. */
  readonly addressKey: (address: string, day: string) => string
}

/** `key`: secret text of the site, at least 256 random bits. HMAC-SHA-256 (RFC 2104). */
export function createCookieSigner(key: string): CookieSigner {
  const secret = createSecretKey(key, 'utf8')
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url')
  /** Of values that were signed here or came with the right signature: what is made up pushes nobody out. */
  const signatures = new LRUCache<string, string>({ max: REMEMBERED_MAX })
  const remember = (value: string, signature: string): void => {
    // A piece of a header would keep the whole header in memory.
    signatures.set(Buffer.from(value).toString(), signature)
  }
  return {
    sign: (value) => {
      const known = signatures.get(value)
      const signature = known ?? mac('guest', value)
      if (known === undefined) remember(value, signature)
      return value + SEPARATOR + signature
    },
    open: (signed) => {
      const at = signed.lastIndexOf(SEPARATOR)
      if (at < 0) return null
      const value = signed.slice(0, at)
      const known = signatures.get(value)
      const signature = known ?? mac('guest', value)
      // Known or not, it is compared in constant time: only making it anew is saved.
      if (!isSame(signature, signed.slice(at + 1))) return null
      if (known === undefined) remember(value, signature)
      return value
    },
    addressKey: (address, day) => mac('address', `${day}\n${address}`),
  }
}

function isSame(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected)
  const givenBytes = Buffer.from(given)
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes)
}
