import { expect, test } from "vitest";
import { changesNothing, dropAt, MAX_DEPTH, mayStand, moved, type Step, step } from "./moves.ts";
import { type Move, type Page, Tree } from "./tree.ts";

const page = (id: number, parent: number | null, place: string): Page => ({
  id,
  parent,
  place,
  title: `Page ${id}`,
  created_at: "",
  updated_at: "",
});
/** 1 (3 (5), 4), 2, 6 */
const PAGES = [
  page(1, null, "b"),
  page(2, null, "d"),
  page(6, null, "f"),
  page(3, 1, "b"),
  page(4, 1, "d"),
  page(5, 3, "b"),
];
const tree = new Tree(PAGES);
const rows = tree.rows(() => true); // 1 3 5 4 2 6
const where = (move: Move | null) => move && [move.parent, move.after, move.before];
const after = (move: Move | null) => {
  const changed = move && moved(tree, move);
  if (!changed) return null;
  return new Tree(PAGES.map((one) => (one.id === changed.id ? changed : one)))
    .rows(() => true)
    .map((row) => `${"·".repeat(row.depth)}${row.page.id}`)
    .join(" ");
};

test.each<[number, Step, string | null]>([
  [2, "up", "2 1 ·3 ··5 ·4 6"],
  [1, "up", null],
  [2, "down", "1 ·3 ··5 ·4 6 2"],
  [1, "down", "2 1 ·3 ··5 ·4 6"],
  [6, "down", null],
  [2, "into", "1 ·3 ··5 ·4 ·2 6"],
  [6, "into", "1 ·3 ··5 ·4 2 ·6"],
  [1, "into", null],
  [4, "out", "1 ·3 ··5 4 2 6"],
  [5, "out", "1 ·3 ·5 ·4 2 6"],
  [2, "out", null],
  [99, "up", null],
])("page %i one step %s: %s", (id, which, expected) => {
  expect(after(step(tree, id, which))).toBe(expected);
});

test("a page is never put under itself, nor under what is under it", () => {
  expect(mayStand(tree, 1, 1)).toBe(false);
  expect(mayStand(tree, 1, 5)).toBe(false);
  expect(mayStand(tree, 5, 2)).toBe(true);
  expect(mayStand(tree, 5, null)).toBe(true);
  expect(mayStand(tree, 5, 99)).toBe(false);
});

test("nor deeper than there are levels, with all that is under it", () => {
  const line = Array.from({ length: MAX_DEPTH }, (_, at) => page(at + 1, at || null, "i"));
  const deep = new Tree([...line, page(50, null, "i"), page(51, 50, "i")]);
  expect(mayStand(deep, 50, MAX_DEPTH)).toBe(false);
  expect(mayStand(deep, 50, MAX_DEPTH - 1)).toBe(false);
  expect(mayStand(deep, 50, MAX_DEPTH - 2)).toBe(true);
  expect(mayStand(deep, 51, MAX_DEPTH - 1)).toBe(true);
});

test.each<[string, number, number, number, number, string | null]>([
  ["above the first row", 2, 0, 0.1, 0, "2 1 ·3 ··5 ·4 6"],
  ["in the middle of a row: into it, last", 6, 0, 0.5, 0, "1 ·3 ··5 ·4 ·6 2"],
  ["below an opened row: its first sub-page", 6, 0, 0.9, 0, "1 ·6 ·3 ··5 ·4 2"],
  ["below the last of a level, pointing right: in that level", 6, 2, 0.9, 5, "1 ·3 ··5 ··6 ·4 2"],
  ["the same, pointing left: as far out as the next row allows", 6, 2, 0.9, 0, "1 ·3 ··5 ·6 ·4 2"],
  ["below the end of two levels, pointing at the top", 6, 3, 0.9, 0, "1 ·3 ··5 ·4 6 2"],
  ["the same, pointing at its level", 6, 3, 0.9, 1, "1 ·3 ··5 ·4 ·6 2"],
  ["on itself", 2, 4, 0.5, 0, null],
  ["into what is under it", 1, 2, 0.5, 0, null],
  ["where it lies already", 2, 3, 0.9, 0, null],
  ["above the row that follows it", 2, 5, 0.1, 0, null],
  ["into its own parent, as the last of it already", 4, 0, 0.5, 0, null],
  ["on no row", 2, 9, 0.5, 0, null],
])("dropped %s", (_, id, row, part, level, expected) => {
  const drop = dropAt(tree, rows, id, { row, part, level });
  expect(after(drop?.move ?? null)).toBe(expected);
});

test("the mark says what will happen", () => {
  const at = (row: number, part: number, level = 0) => {
    const drop = dropAt(tree, rows, 6, { row, part, level });
    return drop && [drop.row, drop.mark, drop.depth];
  };
  expect(at(1, 0.1)).toEqual([1, "before", 1]);
  expect(at(1, 0.5)).toEqual([1, "into", 1]);
  expect(at(1, 0.9)).toEqual([1, "after", 2]);
  expect(at(3, 0.9, 0)).toEqual([3, "after", 0]);
});

test("where the order is not people's own there is only into", () => {
  const drop = dropAt(tree, rows, 6, { row: 4, part: 0.05, level: 0 }, false);
  expect([drop?.mark, where(drop?.move ?? null)]).toEqual(["into", [2, null, null]]);
});

test("what does not change anything is known as such", () => {
  expect(changesNothing(tree, { id: 2, parent: null, after: 1, before: 6 })).toBe(true);
  expect(changesNothing(tree, { id: 2, parent: null, after: null, before: 1 })).toBe(false);
  expect(changesNothing(tree, { id: 5, parent: 3, after: null, before: null })).toBe(true);
});

test("among siblings with equal keys a move still has a key to stand at", () => {
  const equal = new Tree([page(1, null, "i"), page(2, null, "i"), page(3, null, "k")]);
  expect(moved(equal, { id: 3, parent: null, after: null, before: 1 })?.place).toBe("9");
  expect(moved(equal, { id: 3, parent: null, after: 1, before: 2 })?.place.startsWith("i")).toBe(true);
});
