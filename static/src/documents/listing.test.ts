import { expect, test } from "vitest";
import type { DocumentInfo, DocumentList } from "../wire.ts";
import { fitting, inTree, known, withDocument, withFavourite, without } from "./listing.ts";
import { Tree } from "./tree.ts";

const info = (id: number, more: Partial<DocumentInfo> = {}): DocumentInfo =>
  ({
    id,
    room: 1,
    title: `D${id}`,
    parent: null,
    template: false,
    trashed_at: null,
    ...more,
  }) as DocumentInfo;
const listing: DocumentList = {
  documents: [info(1), info(2)],
  rights: { 1: "manage", 2: "read" },
  favourites: [2],
  recent: [2, 1],
};
const ids = (state: ReturnType<typeof known>) => [...state.documents.keys()];

test("it begins with what the server says", () => {
  const state = known(listing);
  expect(ids(state)).toEqual([1, 2]);
  expect(state.rights.get(2)).toBe("read");
  expect([...state.favourites]).toEqual([2]);
});

test("a change replaces its document, a new one joins", () => {
  const state = withDocument(withDocument(known(listing), 1, info(3)), 1, info(1, { title: "New" }));
  expect([...state.documents.values()].map(({ title }) => title)).toEqual(["New", "D2", "D3"]);
});

test("what goes into the trash or to another room leaves the tree", () => {
  const state = known(listing);
  expect(ids(withDocument(state, 1, info(1, { trashed_at: "2026-11-21T10:00:00Z" })))).toEqual([2]);
  expect(ids(withDocument(state, 1, info(1, { room: 9 })))).toEqual([2]);
  expect(ids(withDocument(state, 1, info(7, { room: 9 })))).toEqual([1, 2]);
  expect(ids(without(state, 2))).toEqual([1]);
});

test("the state before is never changed", () => {
  const state = known(listing);
  without(withFavourite(withDocument(state, 1, info(3)), 1, true), 1);
  expect(ids(state)).toEqual([1, 2]);
  expect([...state.favourites]).toEqual([2]);
});

test("templates stand elsewhere, what lies under one at the top", () => {
  const documents = [info(1), info(2, { template: true }), info(3, { parent: 2 }), info(4, { parent: 3 })];
  const shown = inTree(known({ ...listing, documents }).documents);
  expect(shown.map(({ id }) => id)).toEqual([1, 3, 4]);
  const rows = new Tree(shown).rows(() => true);
  expect(rows.map((row) => [row.page.id, row.depth])).toEqual([
    [1, 0],
    [3, 0],
    [4, 1],
  ]);
});

test("the filter takes words in any order, without case or accents", () => {
  const fits = fitting(" uber  PLAN ");
  expect(fits({ title: "Der Plan, über alles" })).toBe(true);
  expect(fits({ title: "Plan" })).toBe(false);
  expect(fitting("")({ title: "anything" })).toBe(true);
});
