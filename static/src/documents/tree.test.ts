import { expect, test } from "vitest";
import { type Page, Tree } from "./tree.ts";

const page = (id: number, parent: number | null, place: string, more: Partial<Page> = {}): Page => ({
  id,
  parent,
  place,
  title: `Page ${id}`,
  created_at: "2026-11-20T10:00:00Z",
  updated_at: "2026-11-20T10:00:00Z",
  ...more,
});
const PAGES = [page(2, null, "b"), page(1, null, "a"), page(5, 3, "a"), page(4, 1, "b"), page(3, 1, "a")];
const shown = (tree: Tree<Page>, open: (id: number) => boolean = () => true) =>
  tree.rows(open).map((row) => `${"·".repeat(row.depth)}${row.page.id}`);

test("pages stand under their parents, in their own order", () => {
  expect(shown(new Tree(PAGES))).toEqual(["1", "·3", "··5", "·4", "2"]);
});

test("a closed page hides what is under it, and says that there is something", () => {
  const tree = new Tree(PAGES);
  expect(shown(tree, (id) => id !== 1)).toEqual(["1", "2"]);
  const rows = tree.rows((id) => id !== 3);
  expect(rows.map(({ open }) => open)).toEqual([true, false, null, null]);
  expect(rows.map(({ at, size }) => `${at}/${size}`)).toEqual(["1/2", "1/2", "2/2", "2/2"]);
});

test("keys are compared as plain strings, equal ones by age", () => {
  const tree = new Tree([page(1, null, "i1"), page(2, null, "z"), page(9, null, "9"), page(8, null, "9")]);
  expect(shown(tree)).toEqual(["8", "9", "1", "2"]);
});

test("other orders: by title as people count, by the last change, by age", () => {
  const pages = [
    page(1, null, "a", { title: "Plan 10", updated_at: "2026-11-20T10:00:00Z" }),
    page(2, null, "b", { title: "plan 9", updated_at: "2026-11-22T10:00:00.5+00:00" }),
    page(3, null, "c", { title: "Änderung", created_at: "2026-11-21T10:00:00Z" }),
  ];
  expect(shown(new Tree(pages, "title"))).toEqual(["3", "2", "1"]);
  expect(shown(new Tree(pages, "updated"))).toEqual(["2", "3", "1"]);
  expect(shown(new Tree(pages, "created"))).toEqual(["3", "2", "1"]);
});

test("a page whose parent one may not see stands at the top", () => {
  expect(shown(new Tree([page(1, 77, "a"), page(2, 1, "a")]))).toEqual(["1", "·2"]);
});

test("pages that are each other's parents are still within reach", () => {
  const tree = new Tree([page(1, 2, "a"), page(2, 1, "b"), page(3, 2, "a"), page(4, 4, "c")]);
  expect(shown(tree)).toEqual(["1", "2", "·3", "4"]);
  expect([...tree.subtree(2)]).toEqual([2, 3]);
});

test("what is found is shown with what is above it, opened", () => {
  const tree = new Tree(PAGES);
  const rows = tree.found(({ id }) => id === 5);
  expect(rows.map((row) => row.page.id)).toEqual([1, 3, 5]);
  expect(rows.map((row) => row.open)).toEqual([true, true, null]);
  expect(tree.found(() => false)).toEqual([]);
});

test("ancestors, subtree and height", () => {
  const tree = new Tree(PAGES);
  expect(tree.ancestors(5).map(({ id }) => id)).toEqual([1, 3]);
  expect([...tree.subtree(1)].sort()).toEqual([1, 3, 4, 5]);
  expect([tree.height(1), tree.height(5)]).toEqual([3, 1]);
});
