import { Schema } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { findOnce } from "./find_once.ts";

const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "(text | dot)*" },
    dot: { inline: true, group: "inline", atom: true },
    text: {},
  },
});
const dot = () => schema.node("dot");
const paragraph = (...words: (string | "·")[]) =>
  schema.node(
    "paragraph",
    null,
    words.map((one) => (one === "·" ? dot() : schema.text(one))),
  );
const doc = (...paragraphs: ReturnType<typeof paragraph>[]) => schema.node("doc", null, paragraphs);

test("words that stand in the text once are found", () => {
  const text = doc(paragraph("first"), paragraph("a quick brown fox"));
  const range = findOnce(text, "quick brown");
  expect(range && text.textBetween(range.from, range.to)).toBe("quick brown");
});

test("what is no text counts one character", () => {
  const text = doc(paragraph("·", "a quick brown fox"));
  const range = findOnce(text, "quick brown");
  expect(range && text.textBetween(range.from, range.to)).toBe("quick brown");
});

test("words that stand there twice, are short, or are gone are not", () => {
  const text = doc(paragraph("a quick brown fox"), paragraph("a quick brown dog, a quick"));
  expect(findOnce(text, "quick brown")).toBeNull();
  expect(findOnce(doc(paragraph("a quick brown fox, a quick brown dog")), "quick brown")).toBeNull();
  expect(findOnce(text, "fox")).toBeNull();
  expect(findOnce(text, "slow and white")).toBeNull();
});
