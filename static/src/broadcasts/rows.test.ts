import { expect, test } from "vitest";
import type { BroadcastRow } from "../wire.ts";
import { type Rows, TABS, withoutRow, withRow } from "./rows.ts";
import type { State } from "./words.ts";

const row = (id: number, state: State) => ({ id, state }) as BroadcastRow;
const list = (rows: BroadcastRow[], fields: Partial<Rows> = {}): Rows => ({
  rows,
  more: false,
  states: [],
  ...fields,
});
const ids = (rows: Rows) => rows.rows.map(({ id }) => id);

test("a changed row takes its place, the newest first", () => {
  const before = list([row(5, "draft"), row(2, "sent")]);
  expect(ids(withRow(before, row(3, "draft")))).toEqual([5, 3, 2]);
  expect(withRow(before, row(5, "sent")).rows[0]?.state).toBe("sent");
  expect(ids(withoutRow(before, 5))).toEqual([2]);
});

test("a row leaves the tab it no longer belongs to", () => {
  const sent = TABS.find(({ key }) => key === "sent")?.states ?? [];
  const before = list([row(5, "sending")], { states: sent });
  expect(ids(withRow(before, row(5, "sent")))).toEqual([5]);
  expect(ids(withRow(before, row(5, "recalled")))).toEqual([]);
  expect(ids(withRow(before, row(6, "draft")))).toEqual([5]);
});

test("what lies below the last page is not put at its end", () => {
  const before = list([row(5, "draft"), row(4, "draft")], { more: true });
  expect(ids(withRow(before, row(1, "draft")))).toEqual([5, 4]);
  expect(ids(withRow(before, row(4, "sent")))).toEqual([5, 4]);
});
