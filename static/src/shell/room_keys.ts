/** Alt-arrows: through the rooms as the list at the left has them. */
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { shortcut } from "./shortcuts.ts";

function go(rooms: RoomsStore, current: number | null, step: 1 | -1, unreadOnly: boolean): void {
  const list = rooms.list().filter((room) => !room.archived || room.id === current);
  const at = list.findIndex(({ id }) => id === current);
  for (let count = 1; count <= list.length; count++) {
    const index = (at + step * count + list.length * 2) % list.length;
    const room = list[index];
    if (!room || room.id === current) continue;
    if (unreadOnly && room.counter.count === 0) continue;
    location.assign(`/rooms/${room.id}/`);
    return;
  }
}

export function startRoomKeys(rooms: RoomsStore, current: number | null): void {
  const add = (keys: string, label: () => string, step: 1 | -1, unread: boolean) =>
    shortcut({ keys, label, group: "rooms", everywhere: true, run: () => go(rooms, current, step, unread) });
  add("alt+arrowup", () => t("The room above"), -1, false);
  add("alt+arrowdown", () => t("The room below"), 1, false);
  add("alt+shift+arrowup", () => t("The unread room above"), -1, true);
  add("alt+shift+arrowdown", () => t("The unread room below"), 1, true);
}
