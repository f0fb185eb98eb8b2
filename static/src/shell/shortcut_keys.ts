/** Names of keys: what a person reads, and whether an event is the one. Pure. */

export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** `keys` like "mod+k", "alt+shift+arrowup", "?"; "mod" is ⌘ on a Mac and Ctrl elsewhere. */
export function isPressed(keys: string, event: Pressed): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const command = event.ctrlKey || event.metaKey;
  if (wants("mod") !== command || wants("alt") !== event.altKey) return false;
  // What needs Shift to be typed at all ("?") is asked for by its sign.
  if (/^[a-z0-9]$|^arrow|^enter|^escape/.test(key) && wants("shift") !== event.shiftKey) return false;
  return event.key.toLowerCase() === key;
}

const SIGNS: Record<string, string> = { arrowup: "↑", arrowdown: "↓", enter: "Enter", escape: "Esc" };

/** "Ctrl K", "⌘ K", "Alt ↑". */
export function keyNames(keys: string, isMac: boolean): string {
  const name = (part: string) => {
    if (part === "mod") return isMac ? "⌘" : "Ctrl";
    if (part === "alt") return isMac ? "⌥" : "Alt";
    if (part === "shift") return isMac ? "⇧" : "Shift";
    return SIGNS[part] ?? part.toUpperCase();
  };
  return keys.split("+").map(name).join(" ");
}
