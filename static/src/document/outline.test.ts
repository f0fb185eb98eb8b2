import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { schemaExtensions } from "./extensions.ts";
import { currentHeading, depths, headingsIn } from "./outline.ts";

const schema = getSchema(schemaExtensions());
const heading = (level: number, text: string) =>
  schema.node("heading", { level }, text ? [schema.text(text)] : []);
const line = schema.node("paragraph", null, [schema.text("words")]);

test("headings are found wherever they stand, with their places", () => {
  const quote = schema.node("blockquote", null, [heading(2, "quoted")]);
  const doc = schema.node("doc", null, [heading(1, " First "), line, quote, heading(3, "")]);
  const found = headingsIn(doc);
  expect(found.map(({ level, text }) => [level, text])).toEqual([
    [1, "First"],
    [2, "quoted"],
    [3, ""],
  ]);
  for (const { pos } of found) expect(doc.nodeAt(pos)?.type.name).toBe("heading");
});

test("they are indented by what is above them, not by their number", () => {
  const levels = (...all: number[]) => depths(all.map((level) => ({ level, text: "", pos: 0 })));
  expect(levels(2, 3, 3, 2, 1, 3)).toEqual([0, 1, 1, 0, 0, 1]);
  expect(levels(1, 2, 3, 2)).toEqual([0, 1, 2, 1]);
});

test("the current one is the last above the line", () => {
  expect(currentHeading([-300, -20, 90], 60)).toBe(1);
  expect(currentHeading([100, 200], 60)).toBe(-1);
  expect(currentHeading([], 60)).toBe(-1);
});
