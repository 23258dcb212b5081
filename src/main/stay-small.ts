/** Keeps a command small that goes through everything there is: it makes much garbage and keeps nothing. */
import { setFlagsFromString } from 'node:v8'

/**
 * V8 lets the space for new values grow as long as many are made, and gives little of it back: some 50 MB that only put
 * collecting off. A server, which lives long, gains by that; a command that streams rows does not.
 */
export function staySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
