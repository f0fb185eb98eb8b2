import { expect, it } from "vitest";
import { completed, tokenAt } from "./autocomplete_token.ts";

const at = (text: string, sign: string, options = {}) => tokenAt(text, text.length, sign, options);

it("finds the word at the cursor that begins with the sign", () => {
  expect(at("hello @an", "@")).toEqual({ start: 6, query: "an" });
  expect(at("@", "@")).toEqual({ start: 0, query: "" });
  expect(at("(@bo.x", "@")).toEqual({ start: 1, query: "bo.x" });
  expect(tokenAt("@ann and", 3, "@")).toEqual({ start: 0, query: "an" });
});

it("leaves addresses, times and other words alone", () => {
  expect(at("ann@example", "@")).toBeNull();
  expect(at("at 10:30", ":", { least: 2 })).toBeNull();
  expect(at("@ann ", "@")).toBeNull();
  expect(at("so: ", ":", { least: 2 })).toBeNull();
});

it("wants so many letters, or the beginning of the text, where that is asked", () => {
  expect(at(":t", ":", { least: 2 })).toBeNull();
  expect(at(":ta", ":", { least: 2 })).toEqual({ start: 0, query: "ta" });
  expect(at("/to", "/", { onlyFirst: true })).toEqual({ start: 0, query: "to" });
  expect(at("and /to", "/", { onlyFirst: true })).toBeNull();
});

it("replaces the word and goes behind it", () => {
  const token = { start: 3, query: "an" };
  expect(completed("hi @an", token, 6, "@ann")).toEqual({ text: "hi @ann ", cursor: 8 });
  expect(completed("hi @an now", token, 6, "@ann")).toEqual({ text: "hi @ann now", cursor: 8 });
});
