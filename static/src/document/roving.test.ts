import { expect, test } from "vitest";
import { nextStop } from "./roving.ts";

test("arrows go round, Home and End go to the ends, other keys are left alone", () => {
  expect(nextStop("ArrowRight", 0, 3)).toBe(1);
  expect(nextStop("ArrowRight", 2, 3)).toBe(0);
  expect(nextStop("ArrowLeft", 0, 3)).toBe(2);
  expect(nextStop("Home", 2, 3)).toBe(0);
  expect(nextStop("End", 0, 3)).toBe(2);
  expect(nextStop("a", 0, 3)).toBeNull();
  expect(nextStop("ArrowRight", -1, 3)).toBeNull();
  expect(nextStop("Home", 0, 0)).toBeNull();
});
