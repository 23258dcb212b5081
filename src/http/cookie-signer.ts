/** Signs what a guest's browser keeps, so that nobody can make up the right to edit. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Separates a value from its signature; neither base64url nor a UUID holds it. */
const SEPARATOR = '.'

export interface CookieSigner {
  readonly sign: (value: string) => string
  /** The value, or null where the signature is not ours. */
  readonly open: (signed: string) => string | null
  /** A client address as a hash that changes with the day: `day` like 2026-11-23. */
  readonly addressKey: (address: string, day: string) => string
}

/** `key`: secret text of the site, at least 256 random bits. HMAC-SHA-256 (RFC 2104). */
export function createCookieSigner(key: string): CookieSigner {
  const mac = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url')
  return {
    sign: (value) => value + SEPARATOR + mac('guest', value),
    open: (signed) => {
      const at = signed.lastIndexOf(SEPARATOR)
      if (at < 0) return null
      const value = signed.slice(0, at)
      const expected = Buffer.from(mac('guest', value))
      const given = Buffer.from(signed.slice(at + 1))
      return expected.length === given.length && timingSafeEqual(expected, given) ? value : null
    },
    addressKey: (address, day) => mac('address', `${day}\n${address}`),
  }
}
