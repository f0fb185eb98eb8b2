/** The keys of a field on the sheet of shortcuts; the field itself handles them. */
import { t } from "../i18n.ts";
import { type Shortcut, shortcut } from "../shell/shortcuts.ts";

type Named = readonly [string, () => string];

const FORMAT: readonly Named[] = [
  ["mod+b", () => t("Bold")],
  ["mod+i", () => t("Italic")],
  ["mod+e", () => t("Code")],
  ["mod+shift+k", () => t("Link")],
];
const KEYS: readonly Named[] = [
  ["enter", () => t("Send")],
  ["shift+enter", () => t("A new line")],
  ["arrowup", () => t("Edit your last message")],
  ["escape", () => t("Cancel")],
  ...FORMAT,
  ["@", () => t("Mention somebody")],
  ["#", () => t("Link a room or a document")],
  [":", () => t("Emoji")],
  ["/", () => t("Run a command")],
];

function show(all: readonly Named[]): void {
  for (const [keys, label] of all) shortcut({ keys, label, group: "writing" } satisfies Shortcut);
}

/** Of a page with a composer. */
export function showWritingKeys(): void {
  show(KEYS);
}

/** Of a page with other fields of markdown. */
export function showFormatKeys(): void {
  show(FORMAT);
}
