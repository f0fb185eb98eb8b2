import { expect, it } from "vitest";
import { toggleMark } from "./markup.ts";

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
