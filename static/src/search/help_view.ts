/** What one can ask for, with examples to click. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";

const EXAMPLES: readonly [string, () => string][] = [
  ["from:me", () => t("What somebody wrote; me for yourself")],
  ['in:"room name"', () => t("In one room; in:@name for a direct conversation")],
  ["has:file", () => t("With a file; also image, link, poll, reaction")],
  ["is:pinned", () => t("Pinned; also saved, thread, mine")],
  ["after:7d", () => t("Since a day: 2026-11-01, 2026-11, yesterday, 7d; also before: and on:")],
  ['"word for word"', () => t("Exactly these words in this order")],
];

export function helpView(use: (text: string) => void): HTMLElement {
  const rows = EXAMPLES.flatMap(([text, words]) => [
    h("dt", {}, h("button", { type: "button", class: "chip", onclick: () => use(text) }, text)),
    h("dd", {}, words()),
  ]);
  return h(
    "section",
    { class: "search-help", "aria-label": t("How to search") },
    h("h2", {}, t("How to search")),
    h(
      "p",
      {},
      t("Words may be in any order and parts of words are enough. Everything you ask for must be true."),
    ),
    h("dl", {}, ...rows),
  );
}
