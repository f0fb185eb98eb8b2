import { getSchema } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { schemaExtensions } from "../extensions.ts";
import { matches, matchFrom, NO_QUERY, pattern, type Query, replacement } from "./search.ts";

const schema = getSchema(schemaExtensions());
const line = (...content: Node[]) => schema.node("paragraph", null, content);
const doc = schema.node("doc", null, [
  line(schema.text("The cat and the "), schema.text("Cat", [schema.mark("bold")]), schema.text("s.")),
  line(schema.text("A"), schema.node("hardBreak"), schema.text("cat in Größe 3.5")),
]);

function words(query: Partial<Query>): string[] {
  return matches(doc, { ...NO_QUERY, ...query }).map(({ from, to }) => doc.textBetween(from, to));
}

test("it finds words whatever their case, also across formatting", () => {
  expect(words({ text: "cat" })).toEqual(["cat", "Cat", "cat"]);
  expect(words({ text: "the cats" })).toEqual(["the Cats"]);
});

test("case and whole words can be asked for", () => {
  expect(words({ text: "Cat", matchCase: true })).toEqual(["Cat"]);
  expect(words({ text: "cat", wholeWord: true })).toEqual(["cat", "cat"]);
  expect(words({ text: "Größ", wholeWord: true })).toEqual([]);
});

test("signs stand for themselves, unless it is a regular expression", () => {
  expect(words({ text: "3.5" })).toEqual(["3.5"]);
  expect(words({ text: "c.t" })).toEqual([]);
  expect(words({ text: "c.t|\\d", regex: true })).toEqual(["cat", "Cat", "cat", "3", "5"]);
});

test("what is no regular expression, or matches nothing, finds nothing", () => {
  expect(pattern({ ...NO_QUERY, text: "(", regex: true })).toBeNull();
  expect(words({ text: "x*", regex: true })).toEqual([]);
  expect(words({ text: "A.cat", regex: true })).toEqual([]);
});

test("one goes on from the cursor, and from the top behind the last", () => {
  const found = matches(doc, { ...NO_QUERY, text: "cat" });
  expect(matchFrom(found, 1)).toBe(0);
  expect(matchFrom(found, 6)).toBe(1);
  expect(matchFrom(found, 1000)).toBe(0);
  expect(matchFrom([], 1)).toBe(-1);
});

test("a replacement is what was typed, or made of the parts", () => {
  const [match] = matches(doc, { ...NO_QUERY, text: "(c)(at)", regex: true });
  if (!match) throw new Error("nothing found");
  expect(replacement(match, "$2-$1 $& $$", true)).toBe("at-c cat $");
  expect(replacement(match, "$1", false)).toBe("$1");
});
