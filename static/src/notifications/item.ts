/** One notification as it stands in the inbox, and in the preview of the person who writes it. */
import { t } from "../i18n.ts";
import type { Face } from "../ui/avatar.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { Notification } from "../wire.ts";
import { safeUrl, whyLine } from "./texts.ts";

export interface ItemActions {
  /** Followed its link, or unfolded it where it has none. */
  open: () => void;
  read: () => void;
}

function heading(notification: Notification, actions: ItemActions | null): HTMLElement {
  const url = safeUrl(notification.url);
  if (!actions) return h("h2", {}, notification.title || t("Title"));
  const attributes = { class: "item-title", onclick: actions.open };
  const inside = url
    ? h("a", { ...attributes, href: url }, notification.title)
    : h("button", { ...attributes, type: "button" }, notification.title);
  return h("h2", {}, inside);
}

function meta(notification: Notification, face: Face): HTMLElement {
  return h(
    "p",
    { class: "item-why" },
    icon(
      notification.audience === "everyone"
        ? "announce"
        : notification.audience === "room"
          ? "people"
          : "person",
      "small",
    ),
    h("span", {}, `${whyLine(notification)} · ${t("from {name}", { name: displayName(face) })}`),
  );
}

/** The content of a list item. Without `actions` it is a picture of one. */
export function itemContent(
  notification: Notification,
  face: Face,
  actions: ItemActions | null,
): HTMLElement {
  return h(
    "article",
    { class: notification.read ? "item" : "item unread" },
    h(
      "span",
      { class: "item-dot" },
      !notification.read && h("span", { class: "visually-hidden" }, t("Unread")),
    ),
    avatar(face),
    h(
      "div",
      { class: "item-words" },
      heading(notification, actions),
      notification.body ? h("p", { class: "item-body" }, notification.body) : null,
      meta(notification, face),
    ),
    h(
      "div",
      { class: "item-side" },
      timeElement(notification.created_at, ago(notification.created_at)),
      actions && !notification.read
        ? h(
            "button",
            {
              type: "button",
              class: "icon-button",
              "aria-label": t("Mark “{title}” as read", { title: notification.title }),
              title: t("Mark read (E)"),
              onclick: actions.read,
            },
            icon("check"),
          )
        : null,
    ),
  );
}
