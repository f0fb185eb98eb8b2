/** Everything one can go to or do from the palette. */
import { api } from "../api.ts";
import { addressOf, markOf, titleOf } from "../documents/names.ts";
import { t } from "../i18n.ts";
import { openNewMessage, writeTo } from "../people/new_message.ts";
import { findPeople } from "../rooms/api.ts";
import { openCreateRoom } from "../rooms/create_dialog.ts";
import { roomMark, roomName } from "../rooms/names.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { chooseDensity } from "../shell/density.ts";
import { languages, setLanguage } from "../shell/language.ts";
import { openShortcuts } from "../shell/shortcuts.ts";
import { setTheme } from "../shell/theme.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import type { DocumentInfo, Person, RoomSummary, ShelvedDocument } from "../wire.ts";
import { action, link, type Target } from "./target.ts";

export interface PaletteSite {
  rooms: RoomsStore;
  me: Person;
  /** the page's room, whose documents are offered */
  room: number | null;
}

export function ownRooms({ rooms }: PaletteSite): Target[] {
  return rooms.list().map((room) => ({
    ...link(`room:${room.id}`, roomName(room), kindOf(room), roomMark(room), `/rooms/${room.id}/`),
    also: room.topic,
  }));
}

function kindOf(room: RoomSummary): string {
  if (room.archived) return t("Archived room");
  if (room.kind === "direct") return t("Direct message");
  return room.kind === "group" ? t("Group") : t("Room");
}

export function pages({ me }: PaletteSite): Target[] {
  const page = (key: string, label: string, name: IconName, href: string) =>
    link(`page:${key}`, label, t("Page"), icon(name), href);
  return [
    page("inbox", t("Inbox"), "inbox", "/inbox/"),
    page("documents", t("Documents"), "document", "/documents/"),
    page("threads", t("Threads"), "chat", "/threads/"),
    page("saved", t("Saved messages"), "star", "/saved/"),
    page("drafts", t("Drafts"), "edit", "/drafts/"),
    page("scheduled", t("Scheduled messages"), "clock", "/scheduled/"),
    page("rooms", t("All rooms"), "compass", "/rooms/"),
    page("people", t("People"), "people", "/people/"),
    page("profile", t("Profile and tokens"), "person", "/profile/"),
    ...(me.is_staff
      ? [
          page("announce", t("Write an announcement"), "announce", "/broadcasts/new/"),
          page("administration", t("Administration"), "shield", "/administration/"),
        ]
      : []),
  ];
}

export function actions({ me }: PaletteSite): Target[] {
  const act = (key: string, label: string, name: IconName, go: () => void) =>
    action(key, label, t("Action"), name, go);
  const status = () => import("../people/status_dialog.ts").then((it) => it.openStatusDialog(me));
  return [
    ...(me.is_guest ? [] : [act("create-room", t("Create a room"), "plus", openCreateRoom)]),
    act("new-message", t("New message"), "edit", openNewMessage),
    act("status", t("Set your status"), "smile", () => void status().catch(toastError)),
    act("shortcuts", t("Keyboard shortcuts"), "key", openShortcuts),
    act("theme-light", t("Light theme"), "light", () => setTheme("light")),
    act("theme-dark", t("Dark theme"), "dark", () => setTheme("dark")),
    act("theme-auto", t("Theme as the system"), "auto", () => setTheme("auto")),
    act(
      "comfortable",
      t("Comfortable density"),
      "more",
      () => void chooseDensity("comfortable").catch(toastError),
    ),
    act("compact", t("Compact density"), "more", () => void chooseDensity("compact").catch(toastError)),
    ...languages().map(([code, name]) =>
      act(
        `language-${code}`,
        t("Language: {name}", { name }),
        "globe",
        () => void setLanguage(code).catch(toastError),
      ),
    ),
    act("sign-out", t("Sign out"), "leave", () => location.assign("/accounts/logout/")),
  ];
}

/** The documents of the page's room, then one's favourites and those one had open elsewhere; none where they cannot be
 * had. */
export async function documents({ room }: PaletteSite): Promise<Target[]> {
  const asked = <D extends DocumentInfo>(path: string) =>
    api<{ documents: D[] }>("GET", path).then(
      (answer) => answer.documents,
      () => [],
    );
  const [here, favourites, recent] = await Promise.all([
    room === null ? [] : asked(`/rooms/${room}/documents`),
    asked<ShelvedDocument>("/documents?scope=favourites"),
    asked<ShelvedDocument>("/documents?scope=recent"),
  ]);
  const liked = new Set(favourites.map(({ id }) => id));
  const found = new Map<number, Target>();
  for (const one of [...here, ...favourites, ...recent]) {
    const kind = liked.has(one.id) ? t("Favourite document") : t("Document");
    const elsewhere = one.room !== room && "room_name" in one && one.room_name;
    if (!found.has(one.id)) {
      found.set(one.id, documentTarget(one, elsewhere ? `${kind} · # ${one.room_name}` : kind));
    }
  }
  return [...found.values()];
}

function documentTarget(one: DocumentInfo, kind: string): Target {
  return link(`document:${one.id}`, titleOf(one), kind, markOf(one), addressOf(one));
}

/** What is asked of the server for a query: rooms one is not in, and people to write to. */
export async function found(site: PaletteSite, query: string): Promise<Target[]> {
  const [rooms, people] = await Promise.all([
    api<{ rooms: RoomSummary[] }>("GET", `/rooms?scope=directory&q=${encodeURIComponent(query)}`).then(
      (answer) => answer.rooms,
      () => [],
    ),
    findPeople(query).catch(() => []),
  ]);
  const others = people.filter(({ username }) => username !== site.me.username);
  return [
    ...others.map(person),
    ...rooms
      .filter(({ id }) => !site.rooms.get(id))
      .map((room) =>
        link(`room:${room.id}`, roomName(room), t("Room to join"), roomMark(room), `/rooms/${room.id}/`),
      ),
  ];
}

function person(one: Person): Target {
  return {
    key: `person:${one.username}`,
    label: displayName(one),
    kind: `@${one.username}`,
    also: one.username,
    face: avatar(one, "small"),
    go: () => void writeTo([one.username]).catch(toastError),
  };
}

/** Looking for the words themselves, as the last of the list. */
export function searches(query: string): Target[] {
  const page = document.querySelector<HTMLElement>("[data-search]")?.dataset.search;
  const q = encodeURIComponent(query);
  const words = { query };
  if (!page) return [];
  return [
    link("search", t("Search messages for “{query}”", words), t("Search"), icon("search"), `${page}?q=${q}`),
  ];
}
