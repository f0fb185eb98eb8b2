import { expect, test } from "vitest";
import { clearance } from "./toast_place.ts";

const COLUMN = { left: 1080, right: 1420 };
const box = (left: number, right: number, top: number, bottom: number) => ({ left, right, top, bottom });

test("notices stay above what is written in below them", () => {
  expect(clearance(COLUMN, [box(264, 1440, 780, 900)], 900)).toBe(132);
  expect(clearance(COLUMN, [box(264, 1440, 780, 900), box(1092, 1440, 700, 900)], 900)).toBe(212);
});

test("what lies beside them, hidden, far above or below the window is no reason", () => {
  expect(clearance(COLUMN, [box(264, 1000, 780, 900)], 900)).toBe(0);
  expect(clearance(COLUMN, [box(0, 0, 0, 0)], 900)).toBe(0);
  expect(clearance(COLUMN, [box(264, 1440, 20, 60)], 900)).toBe(0);
  expect(clearance(COLUMN, [box(264, 1440, 950, 990)], 900)).toBe(0);
});
