import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { countsOf, countText, readingTime } from "./counts.ts";
import { schemaExtensions } from "./extensions.ts";

const schema = getSchema(schemaExtensions());
const line = (text: string) => schema.node("paragraph", null, text ? [schema.text(text)] : []);
const doc = schema.node("doc", null, [line("Don’t stop, now."), line(""), line("Zwei Wörter 👍🏽")]);

test("words as people count them", () => {
  expect(countText("Don’t stop, now.").words).toBe(3);
  expect(countText("你好世界").words).toBeGreaterThan(1);
  expect(countText("— … !").words).toBe(0);
});

test("characters with and without spaces", () => {
  expect(countText("a b\tc")).toMatchObject({ characters: 5, letters: 3 });
});

test("a document is the sum of its blocks, however often one asks", () => {
  expect(countsOf(doc).words).toBe(5);
  expect(countsOf(doc)).toEqual(countsOf(doc));
});

test("a part counts only what is in it, also in the middle of a block", () => {
  expect(countsOf(doc, 1, 6)).toMatchObject({ words: 1, characters: 5 });
  const second = doc.child(0).nodeSize + doc.child(1).nodeSize;
  expect(countsOf(doc, 7, second + 6).words).toBe(3);
});

test("reading time is at least a minute for any words", () => {
  expect(readingTime({ words: 0, characters: 0, letters: 0 })).toBe(0);
  expect(readingTime({ words: 12, characters: 0, letters: 0 })).toBe(1);
  expect(readingTime({ words: 2300, characters: 0, letters: 0 })).toBe(10);
});
