/** The composer's keys on the sheet of shortcuts; the composer itself handles them. */
import { t } from "../i18n.ts";
import { type Shortcut, shortcut } from "../shell/shortcuts.ts";

const KEYS: [string, () => string][] = [
  ["enter", () => t("Send")],
  ["shift+enter", () => t("A new line")],
  ["arrowup", () => t("Edit your last message")],
  ["escape", () => t("Cancel")],
  ["mod+b", () => t("Bold")],
  ["mod+i", () => t("Italic")],
  ["mod+e", () => t("Code")],
  ["mod+shift+k", () => t("Link")],
  ["@", () => t("Mention somebody")],
  ["#", () => t("Link a room or a document")],
  [":", () => t("Emoji")],
  ["/", () => t("Run a command")],
];

export function showWritingKeys(): void {
  for (const [keys, label] of KEYS) shortcut({ keys, label, group: "writing" } satisfies Shortcut);
}
