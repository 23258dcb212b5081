/** The keyed hash of the day for a client's address, made once for each connection. */
import type { CookieSigner } from '#http/cookie-signer.ts'

const MS_PER_DAY = 86_400_000

export interface AddressKeys {
  /** `connection`: what the request came over, or whatever stands for it. */
  readonly keyOf: (connection: object, address: string) => string
}

interface Known {
  readonly address: string
  readonly day: number
  readonly key: string
}

/**
 * An address is remembered no longer than its connection, which knows it anyway. Behind a proxy one connection brings
 * many: then it is the last one's.
 */
export function createAddressKeys(cookies: Pick<CookieSigner, 'addressKey'>, now: () => number): AddressKeys {
  const known = new WeakMap<object, Known>()
  return {
    keyOf: (connection, address) => {
      const time = now()
      const day = Math.floor(time / MS_PER_DAY)
      const before = known.get(connection)
      if (before?.day === day && before.address === address) return before.key
      const key = cookies.addressKey(address, new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length))
      known.set(connection, { address, day, key })
      return key
    },
  }
}
