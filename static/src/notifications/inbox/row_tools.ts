/** What can be done with one line: buttons beside it, and the same in a menu where there is no room for them. */
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { type IconName, icon } from "../../ui/icons.ts";
import { menuItem, openMenu } from "../../ui/menu.ts";
import type { Notification } from "../../wire.ts";
import { titleOf } from "../sentences.ts";

export interface RowActs {
  done: () => void;
  read: () => void;
  save: () => void;
  snooze: (anchor: HTMLElement) => void;
  why: () => void;
}

interface Tool {
  act: keyof RowActs;
  icon: IconName;
  label: string;
  /** Its key, for the title. */
  key: string;
  pressed?: boolean;
}

/** `unread`: some of the group is. */
export function toolsOf(item: Notification, unread: boolean): Tool[] {
  const snoozed = item.snoozed_until !== null;
  return [
    item.done
      ? { act: "done", icon: "retry", label: t("Back to the inbox"), key: "E" }
      : { act: "done", icon: "check", label: t("Done"), key: "E" },
    unread
      ? { act: "read", icon: "eye", label: t("Mark as read"), key: "U" }
      : { act: "read", icon: "unread", label: t("Mark as unread"), key: "U" },
    {
      act: "save",
      icon: "bookmark",
      label: item.saved ? t("Saved: let it go") : t("Save"),
      key: "S",
      pressed: item.saved,
    },
    snoozed
      ? { act: "snooze", icon: "clock", label: t("Snoozed: bring it back"), key: "Z", pressed: true }
      : { act: "snooze", icon: "clock", label: t("Snooze"), key: "Z" },
    { act: "why", icon: "info", label: t("Why am I getting this?"), key: "W" },
  ];
}

/** The buttons, and the one that opens them as a menu on a touch screen. */
export function rowTools(item: Notification, unread: boolean, acts: RowActs): HTMLElement {
  const title = titleOf(item);
  const tools = toolsOf(item, unread);
  const buttons = tools.map(({ act, icon: name, label, key, pressed }) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "data-act": act,
        "aria-label": `${label}: ${title}`,
        title: `${label} (${key})`,
        "aria-pressed": pressed === undefined ? null : String(pressed),
        onclick: (event: Event) => acts[act](event.currentTarget as HTMLElement),
      },
      icon(name, "small"),
    ),
  );
  const more = h(
    "button",
    {
      type: "button",
      class: "icon-button item-more",
      "data-act": "more",
      "aria-haspopup": "dialog",
      "aria-label": t("More: {title}", { title }),
    },
    icon("more", "small"),
  );
  more.addEventListener("click", () => {
    const items = tools.map(({ act, icon: name, label }) => menuItem(label, name, () => acts[act](more)));
    openMenu(more, items, { label: title });
  });
  return h("div", { class: "item-tools" }, ...buttons, more);
}
