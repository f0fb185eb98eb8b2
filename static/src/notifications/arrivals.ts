/** A new notification says so once, at the bottom right, where nobody types. */

import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { Notification } from "../wire.ts";
import { inbox } from "./page_inbox.ts";
import { oneLine, safeUrl, whyLine } from "./texts.ts";

/** Milliseconds: long enough to read it and reach the link. */
const LASTS = 10_000;
/** More at once would bury the page; the badge has the number. */
const MOST = 3;

function words(notification: Notification, opened: () => void): HTMLElement {
  const url = safeUrl(notification.url);
  return h(
    "div",
    { class: "arrival" },
    icon(notification.audience === "everyone" ? "announce" : "bell"),
    h(
      "div",
      {},
      h("strong", {}, notification.title),
      notification.body ? h("p", {}, oneLine(notification.body)) : null,
      h(
        "p",
        { class: "arrival-foot" },
        h("a", { href: url ?? "/inbox/", onclick: opened }, url ? t("Open") : t("Open the inbox")),
        h("span", { class: "muted" }, whyLine(notification)),
      ),
    ),
  );
}

/** Shows toasts for what arrives while the page is open. */
export function announceArrivals(): void {
  const shared = inbox();
  const shown: (() => void)[] = [];
  shared?.onNew((notification) => {
    while (shown.length >= MOST) shown.shift()?.();
    const close = toast(
      words(notification, () => {
        close();
        if (safeUrl(notification.url)) shared.markReadOnTheWay(notification.id);
      }),
      { lasts: LASTS },
    );
    shown.push(close);
  });
}
