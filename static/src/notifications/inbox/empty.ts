/** What stands in the place of a list that is empty, on its way, or could not be fetched. */
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { faultWords } from "../../ui/fault.ts";
import { type IconName, icon } from "../../ui/icons.ts";
import type { Filter, Tab } from "../filters.ts";
import { kindName } from "../texts.ts";

interface Words {
  icon: IconName;
  heading: string;
  text: string;
}

function wordsOf(tab: Tab): Words {
  return {
    all: {
      icon: "inbox" as const,
      heading: t("Nothing here yet"),
      text: t("When somebody has something to tell you, it appears here by itself."),
    },
    unread: {
      icon: "check" as const,
      heading: t("You have read everything"),
      text: t("New notifications appear here by themselves."),
    },
    mentions: {
      icon: "mention" as const,
      heading: t("Nobody has mentioned you"),
      text: t("What names you, calls everybody or has a word you watch for stands here."),
    },
    saved: {
      icon: "bookmark" as const,
      heading: t("Nothing saved"),
      text: t("Save a notification (S) to keep it here, also when it is done."),
    },
    done: {
      icon: "archive" as const,
      heading: t("Nothing done yet"),
      text: t("What you mark as done (E) leaves the inbox and stays here."),
    },
  }[tab];
}

export function emptyContent({ tab, kind }: Filter, everyKind: () => void): Element[] {
  const words = wordsOf(tab);
  if (!kind) return [icon(words.icon), h("h2", {}, words.heading), h("p", {}, words.text)];
  return [
    icon(words.icon),
    h("h2", {}, t("Nothing of this kind here")),
    h("p", {}, t("You are looking at “{kind}” only.", { kind: kindName(kind) })),
    h("button", { type: "button", class: "button", onclick: everyKind }, t("Show every kind")),
  ];
}

export function failedContent(error: unknown, again: () => void): Element[] {
  return [
    icon("warning"),
    h("h2", {}, t("The inbox could not be fetched")),
    h("p", {}, faultWords(error)),
    h("button", { type: "button", class: "button primary", onclick: again }, t("Try again")),
  ];
}
