/** The menu of a room in the list: favourite, order, read, link, leave. */
import { t } from "../i18n.ts";
import { openVolumeMenu } from "../preferences/volume_menu.ts";
import { removeMember } from "../rooms/api.ts";
import { isDirect, roomName, roomTitle } from "../rooms/names.ts";
import type { Listed, RoomsStore } from "../rooms/store.ts";
import { confirm } from "../ui/dialog.ts";
import { type Child, h } from "../ui/dom.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { RoomMoves } from "./room_moves.ts";

export function openRoomMenu(button: HTMLElement, room: Listed, rooms: RoomsStore, moves: RoomMoves): void {
  const favour = () => void rooms.favour(room.id, !room.favourite).catch(toastError);
  const items: Child[] = [
    room.archived
      ? null
      : menuItem(room.favourite ? t("Remove from favourites") : t("Add to favourites"), "star", favour),
    room.archived ? null : menuItem(t("Move up"), "arrowUp", () => void moves.step(room.id, -1)),
    room.archived ? null : menuItem(t("Move down"), "arrowDown", () => void moves.step(room.id, 1)),
    room.counter.count
      ? menuItem(t("Mark as read"), "check", () => void rooms.readAll(room.id).catch(toastError))
      : null,
    menuItem(t("Notifications…"), "bell", () => openVolumeMenu(button, `room:${room.id}`, roomTitle(room))),
    menuItem(t("Copy link"), "copy", () => void copyLink(room.id)),
    room.abilities.leave && !isDirect(room) ? h("hr") : null,
    room.abilities.leave && !isDirect(room)
      ? menuItem(t("Leave room"), "leave", () => void leaveRoom(room, rooms.me.username))
      : null,
  ];
  openMenu(button, items, { label: roomName(room) });
}

async function copyLink(room: number): Promise<void> {
  const link = `${location.origin}/rooms/${room}/`;
  await navigator.clipboard.writeText(link).then(
    () => toast(t("Copied."), { kind: "good", lasts: 2_500 }),
    () => toast(link),
  );
}

/** Ask, leave, and go where one's other rooms are when it was the room of this page. */
export async function leaveRoom(
  room: Pick<Listed, "id" | "name" | "kind" | "people" | "visibility">,
  me: string,
): Promise<void> {
  const text =
    room.visibility === "private"
      ? t("You can come back only when somebody invites you.")
      : t("You can join again whenever you like.");
  const title = t("Leave {room}?", { room: roomTitle(room) });
  if (!(await confirm({ title, text, yes: t("Leave room") }))) return;
  try {
    await removeMember(room.id, me);
  } catch (error) {
    return toastError(error);
  }
  if (location.pathname.startsWith(`/rooms/${room.id}/`)) location.assign("/");
}
