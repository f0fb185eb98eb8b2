/** An announcement as it stands at the top of a page, and in the preview of the person who writes it. */
import { t } from "../i18n.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Level } from "../wire.ts";
import type { Words } from "./announced.ts";
import { markdown } from "./markdown.ts";
import { safeUrl } from "./texts.ts";

export interface Shown extends Words {
  readonly level: Level;
  readonly url: string;
  readonly wantsAck: boolean;
}

export interface BannerActs {
  dismiss: () => void;
  acknowledge: () => void;
  followed: () => void;
}

/** Without `acts` it is a picture of one. */
export function bannerView(shown: Shown, acts: BannerActs | null): HTMLElement {
  const urgent = shown.level === "urgent";
  const url = safeUrl(shown.url);
  return h(
    "article",
    {
      class: urgent ? "banner urgent" : "banner",
      "aria-label": urgent ? t("Urgent announcement") : t("Announcement"),
    },
    icon(urgent ? "warning" : "announce"),
    h(
      "div",
      {
        class: "banner-words",
        tabindex: acts ? 0 : null,
        role: acts ? "group" : null,
        "aria-label": acts ? shown.title : null,
      },
      h(
        "p",
        { class: "banner-title" },
        urgent ? h("span", { class: "tag bad" }, t("Urgent")) : null,
        h("strong", {}, shown.title || t("Title")),
      ),
      shown.body ? h("div", { class: "banner-body" }, ...markdown(shown.body)) : null,
      url ? h("p", {}, h("a", { href: url, onclick: () => acts?.followed() }, t("Open"))) : null,
    ),
    buttonOf(shown, acts),
  );
}

function buttonOf({ wantsAck, title }: Shown, acts: BannerActs | null): Child {
  if (wantsAck) {
    return h(
      "button",
      {
        type: "button",
        class: "button primary",
        disabled: acts === null,
        onclick: () => acts?.acknowledge(),
      },
      t("Acknowledge"),
    );
  }
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": t("Mark “{title}” as read", { title }),
      title: t("Mark read"),
      disabled: acts === null,
      onclick: () => acts?.dismiss(),
    },
    icon("close"),
  );
}
