import { expect, test } from "vitest";
import { fitting } from "./filter.ts";

const item = (name: string, group = "a", ...words: string[]) => ({ name, group, words });
const ITEMS = [
  item("Heading 1", "text", "title", "h1"),
  item("Heading 2", "text", "subtitle", "h2"),
  item("Bulleted list", "lists", "unordered"),
  item("Task list", "lists", "todo", "checkbox"),
  item("Table", "insert", "grid"),
  item("Überschrift", "text"),
];
const names = (typed: string) => fitting(ITEMS, typed).map(({ name }) => name);

test("nothing typed shows everything as it is ordered", () => {
  expect(fitting(ITEMS, "")).toEqual(ITEMS);
});

test("the beginning of the name comes before the beginning of a word", () => {
  expect(names("ta")).toEqual(["Task list", "Table"]);
  expect(names("li")).toEqual(["Bulleted list", "Task list"]);
});

test("it is found by other words, whatever the case", () => {
  expect(names("TODO")).toEqual(["Task list"]);
  expect(names("h2")).toEqual(["Heading 2"]);
});

test("accents do not matter", () => {
  expect(names("uber")).toEqual(["Überschrift"]);
});

test("groups stay together, the best first", () => {
  const mixed = [item("Task list", "lists"), item("Link card", "insert"), item("Bulleted list", "lists")];
  expect(fitting(mixed, "li").map(({ name }) => name)).toEqual(["Link card", "Task list", "Bulleted list"]);
});

test("what fits nothing finds nothing", () => {
  expect(names("xyzzy")).toEqual([]);
  expect(names("ab")).toEqual([]); // two letters inside of a word are chance
});
