/** The address of a PostgreSQL database may list several hosts, as libpq's may: the driver takes one at a time. */

/**
 * One address for each host of `url`, all else the same: `postgres://u:p@a:1,b:2/d` is two. The list as it was given
 * where it is no address.
 */
export function hostUrls(url: string): string[] {
  const [, before, hosts = '', behind = ''] = /^(\w+:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url) ?? []
  return before === undefined ? [url] : hosts.split(',').map((host) => before + host + behind)
}
