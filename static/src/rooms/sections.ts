/** The order of the rooms in the list at the left, and where a moved one goes. Pure. */
import type { RoomSummary } from "../wire.ts";
import { isDirect, roomName } from "./names.ts";

export type SectionName = "favourites" | "rooms" | "direct" | "archived";
export const SECTIONS: readonly SectionName[] = ["favourites", "rooms", "direct", "archived"];

export type Placed = Pick<
  RoomSummary,
  "id" | "name" | "kind" | "people" | "archived" | "favourite" | "position"
>;

const BASE = 96; // the printable ASCII characters; everything after them shares the last place
const LETTERS = 7; // as many as a double holds
/** Two keys nearer than this leave no room between them. */
const TOO_NEAR = 1e-13;
const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** A number in [0, 1) that grows with the alphabet: the place of a room nobody has moved. */
export function nameKey(name: string): number {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let key = 0;
  for (let at = 0; at < LETTERS; at++) {
    const code = plain.charCodeAt(at);
    const digit = Number.isNaN(code) ? 0 : Math.min(Math.max(code - 31, 1), BASE - 1);
    key += digit / BASE ** (at + 1);
  }
  return key;
}

/** Where a room stands among its like: where it was put, else by its name. */
export function sortKey(room: Placed): number {
  return room.position ?? nameKey(roomName(room));
}

export function sectionOf(room: Placed): SectionName {
  if (room.archived) return "archived";
  if (room.favourite) return "favourites";
  return isDirect(room) ? "direct" : "rooms";
}

/** The rooms by section, each in order. */
export function sections<R extends Placed>(rooms: Iterable<R>): Record<SectionName, R[]> {
  const found: Record<SectionName, { room: R; key: number }[]> = {
    favourites: [],
    rooms: [],
    direct: [],
    archived: [],
  };
  for (const room of rooms) found[sectionOf(room)].push({ room, key: sortKey(room) });
  const ordered = (list: { room: R; key: number }[]) =>
    list
      .sort((a, b) => a.key - b.key || collator.compare(a.room.name, b.room.name) || a.room.id - b.room.id)
      .map(({ room }) => room);
  return {
    favourites: ordered(found.favourites),
    rooms: ordered(found.rooms),
    direct: ordered(found.direct),
    archived: ordered(found.archived),
  };
}

/** The positions to store so that `moved` stands at `index` among `others` (its section without it, in order). */
export function placeAt(others: readonly Placed[], moved: Placed, index: number): Map<number, number> {
  const before = others[index - 1];
  const after = others[index];
  const low = before ? sortKey(before) : null;
  const high = after ? sortKey(after) : null;
  if (low === null && high === null) return new Map([[moved.id, sortKey(moved)]]);
  if (low === null) return new Map([[moved.id, (high as number) - 1]]);
  if (high === null) return new Map([[moved.id, low + 1]]);
  if (high - low > TOO_NEAR) return new Map([[moved.id, (low + high) / 2]]);
  // Rooms of nearly the same name: give the whole section numbers of its own.
  const all = [...others.slice(0, index), moved, ...others.slice(index)];
  return new Map(all.map((room, at) => [room.id, at + 1]));
}
