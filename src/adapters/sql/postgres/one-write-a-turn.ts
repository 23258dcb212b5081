/** A socket that sends all that is written in one turn of the loop together: each way to the kernel is dear. */
import { Socket } from 'node:net'

/**
 * The driver corks its socket for each statement, and its last `uncork` of the turn is put off to the end of the turn.
 * (`write` cannot be overridden: `connect` puts the socket's own back.)
 */
export class OneWriteATurn extends Socket {
  #isHeld = false

  override cork(): void {
    super.cork()
    if (this.#isHeld) return
    this.#isHeld = true
    super.cork()
    process.nextTick(() => {
      this.#isHeld = false
      this.uncork()
    })
  }
}
