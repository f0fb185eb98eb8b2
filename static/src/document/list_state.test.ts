import { expect, test } from "vitest";
import type { DocumentInfo } from "../wire.ts";
import { newestFirst, withDocument } from "./list_state.ts";

const info = (id: number, updated_at: string, title = `D${id}`) =>
  ({ id, updated_at, title }) as DocumentInfo;

test("the last changed comes first, whatever the form of the time", () => {
  const documents = [
    info(1, "2026-11-20T10:00:00Z"),
    info(2, "2026-11-21T10:00:00.5+00:00"),
    info(3, "2026-11-21T10:00:00Z"),
  ];
  expect(newestFirst(documents).map((one) => one.id)).toEqual([2, 3, 1]);
});

test("a change replaces its document and moves it up", () => {
  const documents = [info(1, "2026-11-20T10:00:00Z"), info(2, "2026-11-21T10:00:00Z")];
  const renamed = withDocument(documents, info(1, "2026-11-22T10:00:00Z", "New"));
  expect(renamed.map((one) => one.title)).toEqual(["New", "D2"]);
});
