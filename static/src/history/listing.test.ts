import { expect, test } from "vitest";
import type { Version } from "./kinds.ts";
import { before, byDay, distinct, namesOf, titleOf } from "./listing.ts";

const version = (seq: number, more: Partial<Version> = {}): Version => ({
  id: seq,
  seq,
  kind: "auto",
  name: "",
  source: null,
  created_by: null,
  created_at: "2026-05-02T10:00:00Z",
  at: "2026-05-02T10:00:00Z",
  authors: [],
  edits: 1,
  ...more,
});

test("versions of one day stand together, in the order they come", () => {
  const days = byDay([
    version(9, { at: "2026-05-02T11:00:00" }),
    version(8, { at: "2026-05-02T09:00:00" }),
    version(3, { at: "2026-04-30T09:00:00" }),
  ]);
  expect(days.map(({ versions }) => versions.map(({ seq }) => seq))).toEqual([[9, 8], [3]]);
});

test("one moment is one line: the one that says more", () => {
  const named = version(5, { id: 50, kind: "named", name: "Draft" });
  const restored = version(7, { id: 70, kind: "restore" });
  const list = [version(7), restored, version(5), named, version(2)];
  expect(distinct(list).map(({ id }) => id)).toEqual([70, 50, 2]);
});

test("a version is called by its name, else by how it came about", () => {
  expect(titleOf(version(1, { name: "Draft", kind: "restore" }))).toBe("Draft");
  expect(titleOf(version(1, { kind: "restore" }))).toBe("Restored");
  expect(titleOf(version(1))).toBe("Version");
});

test("a version is compared with the one before it, the first with the beginning", () => {
  const list = [version(9), version(5), version(2)];
  expect([before(9, list), before(5, list), before(2, list), before(12, list)]).toEqual([5, 2, 0, 9]);
});

test("many authors are two names and a number", () => {
  const person = (name: string) => ({ id: 1, username: name, name, colour: 1, is_staff: false }) as never;
  const people = { ann: person("Ann"), bo: person("Bo"), cy: person("") };
  expect(namesOf(["ann", "bo"], people)).toBe("Ann, Bo");
  expect(namesOf(["ann", "bo", "cy"], people)).toBe("Ann, Bo and 1 more");
  expect(namesOf(["cy"], people)).toBe("cy");
});
