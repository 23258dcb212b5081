/** A moment as part of a name. */

/** `20261123T220000Z`: sorts by time and suits every file system. `time`: Unix milliseconds. */
export function timeStamp(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}
