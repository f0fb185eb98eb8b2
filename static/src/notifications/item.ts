/** A picture of a line of the inbox, for who writes an announcement. The inbox's own lines: inbox/row.ts. */
import { t } from "../i18n.ts";
import { avatar, type Face } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { Notification } from "../wire.ts";
import { KIND_ICONS } from "./kind_icons.ts";
import { bodyLine } from "./sentences.ts";
import { whyLine } from "./texts.ts";

export function itemPicture(item: Notification, face: Face): HTMLElement {
  return h(
    "article",
    { class: "item unread" },
    h("span", { class: "item-dot" }),
    avatar(face),
    h(
      "div",
      { class: "item-words" },
      h("h2", {}, h("span", { class: "item-title" }, item.title || t("Title"))),
      item.body ? h("p", { class: "item-body" }, bodyLine(item, 280)) : null,
      h("p", { class: "item-why" }, icon(KIND_ICONS[item.kind], "small"), h("span", {}, whyLine(item))),
    ),
    h("div", { class: "item-side" }, timeElement(item.created_at, ago(item.created_at))),
  );
}
