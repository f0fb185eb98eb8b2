/** The keys of the inbox. They stand on the sheet of the whole page (`?`). */
import { t } from "../../i18n.ts";
import { shortcut } from "../../shell/shortcuts.ts";

export interface KeyActs {
  next: () => void;
  previous: () => void;
  open: () => void;
  done: () => void;
  read: () => void;
  save: () => void;
  snooze: () => void;
  why: () => void;
  choose: () => void;
  chooseTo: () => void;
  unfold: () => void;
  clear: () => void;
  undo: () => void;
}

/** A menu or a dialog that is open has the keys. */
function isFree(): boolean {
  return document.querySelector("dialog[open], :popover-open") === null;
}

export function inboxKeys(acts: KeyActs): void {
  const add = (keys: string, label: () => string, act: keyof KeyActs) =>
    shortcut({
      keys,
      label,
      group: "inbox",
      run: () => isFree() && acts[act](),
    });
  add("j", () => t("Next one"), "next");
  add("k", () => t("Previous one"), "previous");
  add("o", () => t("Open it"), "open");
  add("e", () => t("Done, or back to the inbox"), "done");
  add("u", () => t("Read or unread"), "read");
  add("s", () => t("Save, or let go"), "save");
  add("z", () => t("Snooze"), "snooze");
  add("w", () => t("Why am I getting this?"), "why");
  add("x", () => t("Choose it"), "choose");
  add("shift+x", () => t("Choose all up to it"), "chooseTo");
  add("l", () => t("Unfold or fold the group"), "unfold");
  // Listened to apart: a key of the table is taken away from whatever else Escape closes.
  shortcut({ keys: "escape", label: () => t("Choose none"), group: "inbox" });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isFree()) acts.clear();
  });
  add("mod+z", () => t("Take back what was done last"), "undo");
}
