/** Which addresses are on the open internet: everything with a special meaning is not (IANA special-purpose registries). */
import { BlockList, isIP } from 'node:net'

const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure answers its machines' metadata from an address that looks like any other.
  '168.63.129.16/32',
]

/** Within global unicast: protocol assignments with Teredo, documentation, 6to4, and what carries IPv4 inside. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** All that is given out: private, link-local, mapped, NAT64 and multicast addresses lie outside. */
const GLOBAL_V6 = '2000::/3'

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}

const specialV4 = listOf('ipv4', SPECIAL_V4)
const specialV6 = listOf('ipv6', SPECIAL_V6)
const globalV6 = listOf('ipv6', [GLOBAL_V6])

/** False for anything that is not an address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialV4.check(address, 'ipv4')
    case 6:
      return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6')
    default:
      return false
  }
}
