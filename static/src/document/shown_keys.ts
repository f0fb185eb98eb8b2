/** Keys as a person knows them on this machine; "Mod" is Ctrl or ⌘. */
export const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

export function shownKeys(keys: string): string {
  return MAC
    ? keys.replace("Mod", "⌘").replace("Alt", "⌥").replace("Shift", "⇧").replaceAll("+", "")
    : keys.replace("Mod", "Ctrl");
}
