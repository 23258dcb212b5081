/** A socket that sends all that is written in one turn of the loop together: each way to the kernel is dear. */
import { Socket } from 'node:net'

export class OneWriteATurn extends Socket {
  #isHeld = false

  override write(...written: unknown[]): boolean {
    if (!this.#isHeld) {
      this.#isHeld = true
      this.cork()
      process.nextTick(() => {
        this.#isHeld = false
        this.uncork()
      })
    }
    // All of its forms go on as they are.
    return super.write(...(written as Parameters<Socket['write']>))
  }
}
