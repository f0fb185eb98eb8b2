import { expect, it } from "vitest";
import type { Placed } from "./sections.ts";
import { nameKey, placeAt, sections } from "./sections.ts";

let ids = 0;
const room = (name: string, more: Partial<Placed> = {}): Placed => ({
  id: ++ids,
  name,
  kind: "room",
  people: [],
  archived: false,
  favourite: false,
  position: null,
  ...more,
});
const names = (rooms: Placed[]) => rooms.map(({ name }) => name);

/** The section after `placeAt` was stored. */
function after(rooms: Placed[], moved: Placed, index: number): string[] {
  const others = rooms.filter((one) => one !== moved);
  const positions = placeAt(others, moved, index);
  const stored = rooms.map((one) => ({ ...one, position: positions.get(one.id) ?? one.position }));
  return names(sections(stored).rooms);
}

it("sorts by name, accents and case aside", () => {
  const words = ["Émile", "zoo", "alpha", "Beta", "a", "emilia", "7up"];
  const keys = [...words].sort((a, b) => nameKey(a) - nameKey(b));
  expect(keys).toEqual(["7up", "a", "alpha", "Beta", "Émile", "emilia", "zoo"]);
});

it("puts each room into one section", () => {
  const person = { username: "bo", name: "Bo" } as Placed["people"][0];
  const found = sections([
    room("b"),
    room("a"),
    room("star", { favourite: true }),
    room("old star", { favourite: true, archived: true }),
    room("", { kind: "direct", people: [person] }),
  ]);
  expect(names(found.rooms)).toEqual(["a", "b"]);
  expect(names(found.favourites)).toEqual(["star"]);
  expect(names(found.archived)).toEqual(["old star"]);
  expect(found.direct).toHaveLength(1);
});

it("moves a room to any place, and those nobody moved stay where they are", () => {
  const rooms = ["a", "b", "c", "d"].map((name) => room(name));
  const [a, , , d] = rooms as [Placed, Placed, Placed, Placed];
  expect(after(rooms, d, 0)).toEqual(["d", "a", "b", "c"]);
  expect(after(rooms, d, 1)).toEqual(["a", "d", "b", "c"]);
  expect(after(rooms, a, 3)).toEqual(["b", "c", "d", "a"]);
  expect(placeAt([], a, 0).size).toBe(1);
});

it("moves between rooms whose names begin alike", () => {
  const rooms = [1, 2, 3].map((n) => room(`project ${n}`));
  expect(names(sections(rooms).rooms)).toEqual(["project 1", "project 2", "project 3"]);
  const last = rooms[2] as Placed;
  expect(after(rooms, last, 1)).toEqual(["project 1", "project 3", "project 2"]);
});
