/** Which addresses the server may connect to for a page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from '#adapters/web/public-address.ts'

test('addresses of the open internet are public', () => {
  for (const address of [
    '93.184.216.34',
    '1.1.1.1',
    '223.255.255.254',
    '2606:4700::1111',
    '2a00:1450:4001::5e',
  ]) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('private, local, shared, mapped, translated, metadata and multicast addresses are not', () => {
  for (const address of [
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:93.184.216.34',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
    '127.1',
    '0x7f.0.0.1',
  ]) {
    assert.equal(isPublicAddress(address), false, address)
  }
})
