import { expect, test } from "vitest";
import { FILTERS, hasFilter, isOpen, toggleFilter } from "./query_text.ts";

const named = (text: string) => FILTERS.find((each) => each.text === text) ?? { text, open: false };

test("a filter comes and goes, the rest stays as it was typed", () => {
  expect(toggleFilter("deploy", named("has:file"))).toBe("deploy has:file ");
  expect(toggleFilter('has:file "next friday" in:"A room"', named("has:file"))).toBe(
    '"next friday" in:"A room"',
  );
  expect(toggleFilter("", named("is:mine"))).toBe("is:mine ");
  expect(hasFilter("HAS:FILE x", "has:file")).toBe(true);
  expect(hasFilter('"has:file" x', "has:file")).toBe(false);
});

test("an open filter comes last and waits", () => {
  expect(toggleFilter("deploy ", named("from:"))).toBe("deploy from:");
  expect(["from:", "x in:", 'in:"', "a before:"].map(isOpen)).toEqual([true, true, true, true]);
  expect(["from:ann", "from: x", "to:", "xfrom:"].map(isOpen)).toEqual([false, false, false, false]);
});
