import { expect, test } from "vitest";
import * as Y from "yjs";
import { authorRuns, type Span, Spans } from "./author_runs.ts";
import { shares } from "./shares.ts";

const leaf = (name: string) => name === "hardBreak";
const spans = (list: Span[], live: Record<number, string> = {}) =>
  new Spans(list, ["ann", "bo"], (client) => live[client] ?? null);

function document(): { doc: Y.Doc; text: Y.XmlText } {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const paragraph = new Y.XmlElement("paragraph");
  doc.getXmlFragment("content").push([paragraph]); // clock 0
  const text = new Y.XmlText();
  paragraph.insert(0, [text]); // clock 1
  return { doc, text };
}

test("stretches of a client are found by clock, gaps are who writes there now", () => {
  const found = [
    ...spans(
      [
        [7, 2, 5, 0, 100],
        [7, 8, 9, 1, 200],
      ],
      { 7: "cy" },
    ).pieces(7, 0, 12),
  ];
  expect(found.map(({ length, author, at }) => [length, author, at])).toEqual([
    [2, "cy", null],
    [3, "ann", 100],
    [3, "cy", null],
    [1, "bo", 200],
    [3, "cy", null],
  ]);
  expect([...spans([]).pieces(1, 0, 2)]).toEqual([{ length: 2, author: "", at: null }]);
});

test("runs lie where the editor has the words, also behind atoms and deleted text", () => {
  const { doc, text } = document();
  text.insert(0, "hello"); // clocks 2..6
  text.delete(1, 2);
  const second = new Y.XmlElement("paragraph");
  const words = new Y.XmlText();
  doc.getXmlFragment("content").push([second]);
  second.insert(0, [new Y.XmlElement("hardBreak"), words]);
  words.insert(0, "😀x");
  const clock = (doc.store.clients.get(7)?.at(-1)?.id.clock ?? 0) as number;
  const runs = authorRuns(
    doc.getXmlFragment("content"),
    spans([
      [7, 2, 7, 0, 100],
      [7, clock, clock + 3, 1, 200],
    ]),
    leaf,
  );
  expect(runs).toEqual([
    { from: 1, to: 4, author: "ann", at: 100 },
    { from: 7, to: 10, author: "bo", at: 200 },
  ]);
});

test("shares count characters, most first", () => {
  expect(
    shares([
      { from: 1, to: 3, author: "ann", at: 1 },
      { from: 3, to: 9, author: "bo", at: 1 },
      { from: 9, to: 12, author: "ann", at: 1 },
      { from: 12, to: 99, author: "", at: null },
    ]),
  ).toEqual([
    { username: "bo", characters: 6 },
    { username: "ann", characters: 5 },
  ]);
});
