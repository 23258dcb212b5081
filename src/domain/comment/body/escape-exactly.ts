/**
 * Text to HTML exactly as the HTML standard's serialiser writes it, so that parsing our output and writing it
 * again gives the same bytes: the proof, used in tests, that a browser reads what we meant.
 */

/** For element content. Quotes stay: they mean nothing there. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('\u00A0', '&nbsp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** For values between double quotes. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', '&quot;')
}

const CHARACTER: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': '\u00A0',
  '&#39;': "'",
}

/** The way back, for the few references that this folder and sanitize-html write. */
export function unescapeText(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (reference) => CHARACTER[reference] ?? reference)
}
