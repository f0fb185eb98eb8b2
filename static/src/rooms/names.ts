/** What a room is called and how it is marked: named rooms, direct and group messages. */

import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import type { RoomSummary } from "../wire.ts";

type Named = Pick<RoomSummary, "name" | "kind" | "people">;
type Marked = Named & Pick<RoomSummary, "emoji" | "archived" | "visibility" | "posting">;

/** Whether it is a conversation between people rather than a named room. */
export function isDirect(room: Pick<RoomSummary, "kind">): boolean {
  return room.kind !== "room";
}

/** "launch"; of a direct message the other's name, of a group the others' names. */
export function roomName(room: Named): string {
  if (!isDirect(room)) return room.name;
  if (room.people.length === 0) return room.name || t("Only you");
  return room.people.map(displayName).join(", ");
}

/** The same with the mark that rooms have in running text: "# launch", "Bo Lindgren". */
export function roomTitle(room: Named): string {
  return isDirect(room) ? roomName(room) : `# ${room.name}`;
}

/** What the field says in which one writes to it. */
export function messageWords(room: Named): string {
  return isDirect(room)
    ? t("Message {name}", { name: roomName(room) })
    : t("Message #{name}", { name: room.name });
}

export function iconName(room: Pick<RoomSummary, "archived" | "visibility" | "posting" | "kind">): IconName {
  if (room.archived) return "archive";
  if (room.kind === "group") return "people";
  if (room.kind === "direct") return "person";
  if (room.posting === "admins") return "announce";
  return room.visibility === "private" ? "lock" : "room";
}

/** The small mark before a room's name: its emoji, the face of the other, or an icon of its kind. Decoration. */
export function roomMark(room: Marked): Element {
  if (room.emoji) return h("span", { class: "room-emoji", "aria-hidden": "true" }, room.emoji);
  const [other] = room.people;
  if (room.kind === "direct" && other) return avatar(other, "small");
  if (room.kind === "group")
    return h("span", { class: "group-mark", "aria-hidden": "true" }, room.people.length);
  return icon(iconName(room));
}
