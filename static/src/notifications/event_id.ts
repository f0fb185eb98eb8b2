/** The place in the inbox' streams as an event's id says it: `inbox%3A3:<epoch>.<seq>,…` Pure. */
import type { Cursor } from "../realtime/cursors.ts";

export type Places = ReadonlyMap<string, Cursor>;

/** Empty for what is no id of ours. */
export function placesOf(id: string): Map<string, Cursor> {
  const places = new Map<string, Cursor>();
  for (const part of id.split(",")) {
    const [, name, epoch, seq] = /^([^:]+):([^.]+)\.(\d+)$/.exec(part) ?? [];
    if (!name || !epoch || !seq) return new Map();
    places.set(decodeURIComponent(name), { epoch, seq: Number(seq) });
  }
  return places;
}

export function idOf(places: Places): string {
  return [...places].map(([name, { epoch, seq }]) => `${encodeURIComponent(name)}:${epoch}.${seq}`).join(",");
}

/** Both places together: an id that arrives late takes nobody back. Another epoch is another stream: it counts. */
export function further(known: string, heard: string): string {
  const before = placesOf(known);
  const after = placesOf(heard);
  if (before.size === 0 || after.size === 0) return heard || known;
  for (const [name, place] of after) {
    const old = before.get(name);
    if (!old || old.epoch !== place.epoch || old.seq < place.seq) before.set(name, place);
  }
  return idOf(before);
}

/** The place after something of one stream. */
export function reached(known: string, stream: string, place: Cursor): string {
  return further(known, idOf(new Map([[stream, place]])));
}
