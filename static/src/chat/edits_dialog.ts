/** What a message said before it was edited. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { moment, timeElement } from "../ui/time.ts";
import type { Message, Version } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { richText } from "./rich_text.ts";

export function openEdits(message: Message, page: ChatPage): void {
  const body = h("div", { role: "status" }, h("p", { class: "muted" }, t("Loading…")));
  openDialog(t("Edit history"), [body]).element.classList.add("wide");
  page.store.acts.versions(message.id).then(
    (versions) => fill(body, ...[...versions].reverse().map((one, at) => entry(one, at, message, page))),
    (error) =>
      fill(body, h("p", { class: "notice" }, error instanceof Error ? error.message : String(error))),
  );
}

function entry(version: Version, at: number, message: Message, page: ChatPage): HTMLElement {
  return h(
    "article",
    { class: "version" },
    h(
      "p",
      { class: "version-head" },
      timeElement(version.at, moment(version.at)),
      at === 0 ? h("span", { class: "tag" }, t("Now")) : null,
    ),
    richText(version.html, `${message.id}-${version.at}`, page.store.names),
  );
}
