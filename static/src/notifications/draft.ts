/** What staff are about to send: found faults by field, and the API's form of it. Pure. */
import { t } from "../i18n.ts";
import type { RoomSummary } from "../wire.ts";
import { safeUrl } from "./texts.ts";

export type Audience = "everyone" | "room" | "user";

export interface Draft {
  readonly audience: Audience;
  /** The chosen room's id, "" for none. */
  readonly room: string;
  readonly user: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

export interface Wish {
  audience: "everyone" | { room: number } | { user: string };
  title: string;
  body: string;
  url?: string;
}

/** What is wrong, by field; the server checks again and knows more. */
export function draftFaults(draft: Draft): Map<string, string> {
  const faults = new Map<string, string>();
  if (draft.audience === "room" && draft.room === "") faults.set("room", t("Choose a room from the list."));
  if (draft.audience === "user" && draft.user === "") faults.set("user", t("Choose a person from the list."));
  if (draft.title.trim() === "") faults.set("title", "A notification needs a title.");
  const url = draft.url.trim();
  if (url !== "" && safeUrl(url) === null) {
    faults.set("url", "A link is a path on this site (/rooms/3/) or starts with https://.");
  }
  return faults;
}

export function toWish(draft: Draft): Wish {
  const audience = {
    everyone: "everyone" as const,
    room: { room: Number(draft.room) },
    user: { user: draft.user },
  }[draft.audience];
  const url = draft.url.trim();
  return { audience, title: draft.title.trim(), body: draft.body.trim(), ...(url ? { url } : {}) };
}

/** At most eight rooms whose name holds what was typed, each once, those that begin with it first. */
export function matchingRooms(rooms: readonly RoomSummary[], typed: string): RoomSummary[] {
  const wanted = typed.replace(/^#\s*/, "").toLowerCase();
  const once = [...new Map(rooms.map((room) => [room.id, room])).values()];
  const begins = (room: RoomSummary) => Number(!room.name.toLowerCase().startsWith(wanted));
  return once
    .filter((room) => !room.archived && room.name.toLowerCase().includes(wanted))
    .sort((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name))
    .slice(0, 8);
}
