/** Keys of the whole page, one table: what they do, and the sheet that tells them (`?`, Ctrl-/). */
import { t } from "../i18n.ts";
import { toastError } from "../ui/toast.ts";
import { isPressed, keyNames } from "./shortcut_keys.ts";

export type ShortcutGroup = "general" | "rooms" | "inbox" | "messages" | "writing" | "document";

export interface Shortcut {
  /** "mod+k", "alt+arrowup", "?"; several ones with a blank between */
  keys: string;
  /** what it does, in the page's language */
  label: () => string;
  group: ShortcutGroup;
  /** also while one writes; a single key never is */
  everywhere?: boolean;
  /** left out for keys that an element handles itself: they only stand on the sheet */
  run?: () => void;
}

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
const table: Shortcut[] = [];

/** Add a key; returns the way to take it away. */
export function shortcut(one: Shortcut): () => void {
  table.push(one);
  return () => {
    const at = table.indexOf(one);
    if (at >= 0) table.splice(at, 1);
  };
}

/** All of them, for the sheet. */
export function shortcuts(): readonly Shortcut[] {
  return table;
}

export function nameKeys(keys: string): string {
  return keys
    .split(" ")
    .map((one) => keyNames(one, isMac))
    .join(", ");
}

export function openShortcuts(): void {
  import("./shortcut_sheet.ts").then((it) => it.openSheet(), toastError);
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const inField = writes(event.target);
  const found = table.find(
    ({ keys, everywhere, run }) =>
      run && (everywhere || !inField) && keys.split(" ").some((one) => isPressed(one, event)),
  );
  if (!found?.run) return;
  event.preventDefault();
  found.run();
}

/** Listen, and add what every page has. */
export function startShortcuts(): void {
  document.addEventListener("keydown", pressed);
  shortcut({ keys: "?", label: () => t("Keyboard shortcuts"), group: "general", run: openShortcuts });
  shortcut({
    keys: "mod+/",
    label: () => t("Keyboard shortcuts"),
    group: "general",
    everywhere: true,
    run: openShortcuts,
  });
}
