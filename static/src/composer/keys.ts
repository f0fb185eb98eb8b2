/** Which key does what in a composer. Pure but for where the choice is kept. */

/** What is done to the words that are selected. */
export type Format = "bold" | "italic" | "code" | "link";
export type Act = "send" | "break" | "edit-last" | "cancel" | Format | null;

export interface Key {
  key: string;
  shift: boolean;
  /** Ctrl, or ⌘ on a Mac */
  command: boolean;
  alt: boolean;
  composing: boolean;
}

export function keyOf(event: KeyboardEvent): Key {
  return {
    key: event.key,
    shift: event.shiftKey,
    command: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    composing: event.isComposing,
  };
}

/** `swapped`: Enter breaks the line and Ctrl-Enter sends. Null: the field's own business. */
export function actOf(pressed: Key, empty: boolean, swapped: boolean): Act {
  const { key, shift, command, alt, composing } = pressed;
  if (composing || alt) return null;
  if (key === "Enter") {
    if (command) return "send";
    return shift || swapped ? "break" : "send";
  }
  if (key === "Escape") return "cancel";
  if (key === "ArrowUp" && empty && !shift && !command) return "edit-last";
  return formatOf(pressed);
}

/** The keys of every field of markdown; null for all others. */
export function formatOf({ key, shift, command, alt, composing }: Key): Format | null {
  if (composing || alt || !command) return null;
  const letter = key.toLowerCase();
  if (shift) return letter === "c" ? "code" : letter === "k" ? "link" : null;
  return ({ b: "bold", i: "italic", e: "code" } as const)[letter as "b" | "i" | "e"] ?? null;
}

const KEY = "collab:enter";

/** Whether Enter breaks the line in this browser. */
export function enterBreaks(): boolean {
  try {
    return localStorage.getItem(KEY) === "break";
  } catch {
    return false;
  }
}

export function setEnterBreaks(breaks: boolean): void {
  try {
    if (breaks) localStorage.setItem(KEY, "break");
    else localStorage.removeItem(KEY);
  } catch {
    // then it is not remembered
  }
}
