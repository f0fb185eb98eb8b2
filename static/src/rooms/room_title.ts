/** `<room-title>`: mark, name and topic, kept up to date. */

import { t } from "../i18n.ts";
import { statusMark } from "../people/person_line.ts";
import { displayName } from "../ui/avatar.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import type { RoomSummary } from "../wire.ts";
import { isDirect, roomMark } from "./names.ts";
import type { RoomView } from "./room_view.ts";

/** What stands before the name: an emoji, the other's face, a lock, or "# ". */
function lead(room: RoomSummary): (Node | string | null)[] {
  if (isDirect(room) || room.emoji) return [roomMark(room)];
  if (room.visibility === "public") return ["# "];
  return [icon("lock", "small"), h("span", { class: "visually-hidden" }, `${t("Private room")} `)];
}

/** The names of the others, each of which opens their card. */
function names(room: RoomSummary): (Node | string)[] {
  if (room.people.length === 0) return [room.name || t("Only you")];
  return room.people.flatMap((person, at) => [
    ...(at ? [", "] : []),
    h(
      "button",
      { type: "button", class: "person-name", "data-person": person.username },
      displayName(person),
    ),
  ]);
}

export class RoomTitle extends BaseElement {
  #shown = "";

  start(store: RoomView): void {
    const show = () => {
      const { room } = store;
      const { name, topic, visibility, archived, emoji, posting, kind, people } = room;
      const shows = JSON.stringify([name, topic, visibility, archived, emoji, posting, kind, people]);
      if (shows === this.#shown) return;
      this.#shown = shows;
      const [other] = people;
      fill(
        this,
        h("h1", {}, ...lead(room), isDirect(room) ? h("span", {}, ...names(room)) : name),
        kind === "direct" && other ? statusMark(other) : null,
        archived ? h("span", { class: "tag" }, t("Archived")) : null,
        posting === "admins" && !isDirect(room)
          ? h("span", { class: "tag not-phone" }, t("Announcements"))
          : null,
        topic ? h("p", { class: "topic", title: topic }, topic) : null,
      );
    };
    show();
    this.onLeave(store.watch(onceAFrame(show)));
  }
}
define("room-title", RoomTitle);
