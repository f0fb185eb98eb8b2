import { expect, it } from "vitest";
import { endOf, standing, untilWords } from "./status.ts";

const noon = new Date(2026, 10, 18, 12, 0); // a Wednesday

it("ends after the span, days and weeks at midnight", () => {
  expect(endOf("30", noon)).toEqual(new Date(2026, 10, 18, 12, 30));
  expect(endOf("today", noon)).toEqual(new Date(2026, 10, 19));
  expect(endOf("week", noon)).toEqual(new Date(2026, 10, 23)); // the midnight after Sunday
  expect(endOf("week", new Date(2026, 10, 22, 9))).toEqual(new Date(2026, 10, 23)); // on Sunday itself
  expect(endOf("never", noon)).toBeNull();
});

it("holds until its end", () => {
  const status = { emoji: "🏖️", text: "", until: noon.toISOString() };
  expect(standing(status, new Date(noon.getTime() - 1))).toBe(status);
  expect(standing(status, noon)).toBeNull();
  expect(standing({ emoji: "", text: "", until: null }, noon)).toBeNull();
  expect(standing(null, noon)).toBeNull();
});

it("says until when", () => {
  expect(untilWords(new Date(2026, 10, 18, 15, 0).toISOString(), noon, "en-GB")).toBe("until 15:00");
  expect(untilWords(new Date(2026, 10, 19).toISOString(), noon, "en-GB")).toBe("until the end of today");
  expect(untilWords(new Date(2026, 10, 23).toISOString(), noon, "en-GB")).toBe("until 22 November");
});
