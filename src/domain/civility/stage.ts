/** The two stages of scoring: words and letters, always; a small network that reads whole sentences, where it is asked. */

/** `one`: the weights of words and letters alone. `two`: blended with what the network says. */
export type Stage = 'one' | 'two'

/**
 * Why stage one's answer stands alone: it is sure enough; stage two was not done in time; is not there, or switched
 * off; has too many texts waiting; does not know the language; or failed at this text.
 */
export type StageOneReason = 'certain' | 'late' | 'off' | 'queue-full' | 'language' | 'failed'
