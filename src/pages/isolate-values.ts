/** Keeps what is filled into a right-to-left message from moving the signs around it. */
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** First strong isolate and its end (Unicode bidi): what `bdi` is in HTML. */
const ISOLATE = '\u2068'
const ISOLATE_END = '\u2069'

/** The message with every plain value isolated. Numbers need it not: they have no direction of their own. */
export function isolateValues(message: readonly MessageFormatElement[]): MessageFormatElement[] {
  return message.flatMap((element) => {
    if (element.type === TYPE.argument) return [literal(ISOLATE), element, literal(ISOLATE_END)]
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      const options = Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: isolateValues(option.value) },
      ])
      return [{ ...element, options: Object.fromEntries(options) }]
    }
    return [element]
  })
}

function literal(value: string): MessageFormatElement {
  return { type: TYPE.literal, value }
}
