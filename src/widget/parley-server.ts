/** Where the server is that a script of ours was loaded from. */

/** Asked while the script runs for the first time: later, the browser no longer knows. Empty for a module. */
const script = document.currentScript
const loadedFrom = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : ''

/** The `server` attribute wins; it is needed where the script is bundled into another. */
export function serverOrigin(element: HTMLElement): string {
  const given = element.getAttribute('server')
  return given && URL.canParse(given, location.href) ? new URL(given, location.href).origin : loadedFrom
}
