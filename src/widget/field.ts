/** A field of a form by its name. */
export function field(form: HTMLFormElement, name: string): HTMLTextAreaElement | HTMLInputElement {
  return form.elements.namedItem(name) as HTMLTextAreaElement | HTMLInputElement
}
