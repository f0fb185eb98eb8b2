/** One thing that was found. */
import { t } from "../i18n.ts";
import { roomTitle } from "../rooms/names.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { Hit, Person, RoomSummary } from "../wire.ts";

export function hitView(hit: Hit, author: Person | undefined, room: RoomSummary | undefined): HTMLElement {
  const name = author ? displayName(author) : hit.author;
  const where = room ? roomTitle(room) : hit.room_name ? `# ${hit.room_name}` : t("Direct message");
  const snippet = h("span", { class: "hit-text", dir: "auto" });
  snippet.innerHTML = hit.snippet; // escaped by the server, with <mark> as the only element
  const line = h(
    "span",
    { class: "hit-head" },
    hit.kind === "document" ? h("strong", {}, hit.title) : h("strong", {}, name),
    h("span", { class: "hit-where" }, where),
    timeElement(hit.at, ago(hit.at)),
  );
  const mark =
    hit.kind === "document" || !author ? icon(hit.kind === "document" ? "document" : "chat") : avatar(author);
  return h(
    "li",
    {},
    h(
      "a",
      { class: "hit", href: hit.url, "data-kind": hit.kind },
      mark,
      h("span", { class: "hit-body" }, line, snippet),
    ),
  );
}
