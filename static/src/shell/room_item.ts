/** One room of the list at the left: its mark, its name, what waits in it, and the way to its menu. */
import { plural, t } from "../i18n.ts";
import type { Here } from "../people/presence.ts";
import { isDirect, roomMark, roomName } from "../rooms/names.ts";
import type { Listed } from "../rooms/store.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

export interface ItemView {
  room: Listed;
  current: boolean;
  here: Here | null;
  unread: number;
  mentions: number;
  /** nothing of it reaches one */
  muted: boolean;
}

/** Everything the line shows, as one word: it is made anew only when this changes. */
export function itemShows({ room, current, here, unread, mentions, muted }: ItemView): string {
  const people = room.people.map(({ name, username, colour, status }) =>
    [name, username, colour, status?.emoji, status?.text].join(),
  );
  const own = [room.name, room.emoji, room.visibility, room.posting, room.archived, room.favourite];
  return [...own, ...people, current, here, unread, mentions, muted].join("|");
}

export function roomItem(view: ItemView, openMenu: (room: number, button: HTMLElement) => void): HTMLElement {
  const { room, current, unread, muted } = view;
  const name = roomName(room);
  const link = h(
    "a",
    {
      class: muted ? "nav muted-room" : unread ? "nav unread" : "nav",
      href: `/rooms/${room.id}/`,
      draggable: "false",
      title: name,
      "aria-current": current ? "page" : null,
      "aria-keyshortcuts": "Alt+Shift+ArrowUp Alt+Shift+ArrowDown",
    },
    mark(view),
    h("span", { class: "name" }, name),
    statusOf(room),
    muted ? h("span", { class: "muted-mark", title: t("Muted") }, icon("unfollow", "small")) : null,
    muted ? h("span", { class: "visually-hidden" }, ` ${t("muted")}`) : null,
    ...counts(view),
  );
  const more = {
    type: "button",
    class: "icon-button room-more",
    "aria-label": t("More about {room}", { room: name }),
    "aria-haspopup": "dialog",
  };
  const open = (event: Event) => openMenu(room.id, event.currentTarget as HTMLElement);
  const button = h("button", { ...more, onclick: open }, icon("more", "small"));
  return h(
    "li",
    { class: "room-item", draggable: room.archived ? null : "true", "data-room": room.id },
    link,
    button,
  );
}

function mark({ room, here }: ItemView): Element {
  const shown = roomMark(room);
  if (here !== null)
    shown.append(h("span", { class: here === "offline" ? "dot off" : here === "idle" ? "dot idle" : "dot" }));
  return shown;
}

function statusOf(room: Listed): HTMLElement | null {
  const status = room.kind === "direct" ? room.people[0]?.status : null;
  if (!status?.emoji) return null;
  return h("span", { class: "status-emoji", title: status.text, "aria-hidden": "true" }, status.emoji);
}

function counts({ room, here, unread, mentions, muted }: ItemView): (HTMLElement | null)[] {
  const hidden = (words: string) => h("span", { class: "visually-hidden" }, ` ${words}`);
  const shown = (count: number) => (count > 99 ? "99+" : count);
  const presence = { online: t("online"), idle: t("idle"), offline: t("offline") };
  return [
    here === null ? null : hidden(presence[here]),
    mentions && !isDirect(room)
      ? h(
          "span",
          { class: "count mention", title: plural(mentions, "{n} mentions you", "{n} mention you") },
          "@",
          shown(mentions),
          hidden(mentions === 1 ? t("mention") : t("mentions")),
        )
      : null,
    unread ? h("span", { class: muted ? "count" : "count hot" }, shown(unread), hidden(t("unread"))) : null,
  ];
}
