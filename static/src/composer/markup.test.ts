import { expect, it } from "vitest";
import { fenced, linked, pastedLink, toggleMark } from "./markup.ts";

it("wraps what is selected and unwraps it again", () => {
  const wrapped = toggleMark("say it loud", 4, 6, "**");
  expect(wrapped).toEqual({ text: "say **it** loud", start: 6, end: 8 });
  expect(toggleMark(wrapped.text, wrapped.start, wrapped.end, "**")).toEqual({
    text: "say it loud",
    start: 4,
    end: 6,
  });
});

it("puts the cursor between the marks when nothing is selected", () => {
  expect(toggleMark("", 0, 0, "`")).toEqual({ text: "``", start: 1, end: 1 });
});

it("links words, and selects where the address goes", () => {
  const made = linked("see the plan", 8, 12);
  expect(made.text).toBe("see the [plan](https://)");
  expect(made.text.slice(made.start, made.end)).toBe("https://");
});

it("keeps a selected address and waits for its words", () => {
  expect(linked("https://a.example", 0, 17)).toEqual({ text: "[](https://a.example)", start: 1, end: 1 });
});

it("puts code on lines of its own", () => {
  const made = fenced("run x = 1 now", 4, 9);
  expect(made.text).toBe("run \n```\nx = 1\n```\n now");
  expect(made.text.slice(made.start, made.end)).toBe("x = 1");
});

it("links selected words with a pasted address, and only then", () => {
  expect(pastedLink("the plan", 4, 8, "https://a.example ")?.text).toBe("the [plan](https://a.example)");
  expect(pastedLink("the plan", 4, 4, "https://a.example")).toBeNull();
  expect(pastedLink("the plan", 4, 8, "words")).toBeNull();
  expect(pastedLink("https://b.example", 0, 17, "https://a.example")).toBeNull();
});
