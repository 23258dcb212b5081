/** What a message of src/locales asks for: its placeholders, and the plural categories it has words for. */
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { parseMessage } from '#pages/words.ts'

export interface Placeholder {
  readonly name: string
  readonly kind: 'text' | 'number' | 'plural' | 'select'
}

/** Each once, by name and kind, in alphabetical order. */
export function placeholdersOf(text: string, language: string): readonly Placeholder[] {
  const found = new Map<string, Placeholder>()
  for (const element of elementsOf(parseMessage(text, language).getAst())) {
    const kind = kindOf(element)
    if (kind && 'value' in element) found.set(`${element.value} ${kind}`, { name: element.value, kind })
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, placeholder]) => placeholder)
}

/** The categories of each plural of the message; `=0` and its like are not among them. */
export function pluralCategoriesOf(text: string, language: string): readonly (readonly string[])[] {
  return elementsOf(parseMessage(text, language).getAst()).flatMap((element) =>
    element.type === TYPE.plural
      ? [Object.keys(element.options).filter((category) => !category.startsWith('='))]
      : [],
  )
}

/** A value for everything asked for. */
export function sampleValues(
  placeholders: readonly Placeholder[],
  number: number,
): Record<string, string | number> {
  return Object.fromEntries(
    placeholders.map(({ name, kind }) => [
      name,
      kind === 'number' || kind === 'plural' ? number : `<${name}>`,
    ]),
  )
}

function elementsOf(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element
      ? Object.values(element.options).flatMap((option) => elementsOf(option.value))
      : []),
  ])
}

function kindOf({ type }: MessageFormatElement): Placeholder['kind'] | null {
  switch (type) {
    case TYPE.argument:
      return 'text'
    case TYPE.number:
      return 'number'
    case TYPE.plural:
      return 'plural'
    case TYPE.select:
      return 'select'
    case TYPE.literal:
    case TYPE.pound:
      return null
    case TYPE.date:
    case TYPE.time:
    case TYPE.tag:
      throw new Error('times are written by words.dateTime, and tags are not part of a message')
  }
}
