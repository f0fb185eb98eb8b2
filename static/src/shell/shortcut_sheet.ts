/** The sheet with all keys. */
import "../styles/shortcuts.css";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { nameKeys, type Shortcut, type ShortcutGroup, shortcuts } from "./shortcuts.ts";

const GROUPS: ShortcutGroup[] = ["general", "rooms", "inbox", "messages", "writing", "document"];

function groupName(group: ShortcutGroup): string {
  return {
    general: t("Everywhere"),
    rooms: t("Rooms"),
    inbox: t("Inbox"),
    messages: t("Messages"),
    writing: t("Writing"),
    document: t("Documents"),
  }[group];
}

function rows(group: readonly Shortcut[]): HTMLElement {
  const byLabel = new Map<string, string[]>();
  for (const { label, keys } of group)
    byLabel.set(label(), [...(byLabel.get(label()) ?? []), nameKeys(keys)]);
  return h(
    "dl",
    { class: "shortcut-list" },
    ...[...byLabel].flatMap(([label, keys]) => [
      h("dt", {}, label),
      h("dd", {}, ...keys.flatMap((key, index) => [index ? " " : "", h("kbd", {}, key)])),
    ]),
  );
}

export function openSheet(): void {
  const sections = GROUPS.map((group) => ({ group, keys: shortcuts().filter((one) => one.group === group) }))
    .filter(({ keys }) => keys.length > 0)
    .map(({ group, keys }) => h("section", {}, h("h3", {}, groupName(group)), rows(keys)));
  const close = h("button", { type: "button", class: "button primary", autofocus: true }, t("Close"));
  const dialog = openDialog(t("Keyboard shortcuts"), [
    h("div", { class: "shortcut-sheet" }, ...sections),
    h("div", { class: "actions end" }, close),
  ]);
  dialog.element.classList.add("wide");
  close.addEventListener("click", () => dialog.close());
}
