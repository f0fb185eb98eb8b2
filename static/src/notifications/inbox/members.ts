/** The older ones of a group, under its newest. */
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { ago, timeElement } from "../../ui/time.ts";
import type { Notification } from "../../wire.ts";
import type { Shown } from "../inbox_shown.ts";
import { bodyLine, titleOf } from "../sentences.ts";
import { safeUrl } from "../texts.ts";

export interface MemberActs {
  open: (item: Notification) => void;
  done: (item: Notification) => void;
  older: () => void;
}

export function membersKey({ listed, members }: Shown): string {
  return JSON.stringify([
    listed.open,
    members.map((item) => [item.id, item.read, item.done, titleOf(item), item.body]),
  ]);
}

/** Null while the group is folded. */
export function memberList({ listed, newest, members }: Shown, acts: MemberActs): HTMLElement | null {
  if (listed.open === null) return null;
  return h(
    "div",
    { class: "item-members" },
    h(
      "ul",
      { "aria-label": t("Earlier ones") },
      ...members.filter((item) => item.id !== newest.id).map((item) => member(item, acts)),
    ),
    listed.open.more
      ? h("button", { type: "button", class: "button quiet", onclick: acts.older }, t("Show older ones"))
      : null,
  );
}

function member(item: Notification, acts: MemberActs): HTMLElement {
  const url = safeUrl(item.url);
  const attributes = { class: "item-title", onclick: () => acts.open(item) };
  const line = bodyLine(item);
  return h(
    "li",
    { class: item.read ? "member" : "member unread" },
    h("span", { class: "item-dot" }, item.read ? null : h("span", { class: "visually-hidden" }, t("Unread"))),
    h(
      "span",
      { class: "member-words" },
      url
        ? h("a", { ...attributes, href: url }, titleOf(item))
        : h("button", { ...attributes, type: "button" }, titleOf(item)),
      line ? h("span", { class: "muted" }, ` ${line}`) : null,
    ),
    timeElement(item.created_at, ago(item.created_at)),
    item.done
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": t("Done: {title}", { title: titleOf(item) }),
            title: t("Done"),
            onclick: () => acts.done(item),
          },
          icon("check", "small"),
        ),
  );
}
