import { expect, test } from "vitest";
import { AFTER_WORK, byDay, linesOf, sameSpans, spansOf, WEEKEND } from "./week.ts";

test("lines become spans of single days and back", () => {
  const spans = spansOf([AFTER_WORK, WEEKEND]);
  expect(spans).toHaveLength(6);
  expect(spans[0]).toEqual({ day: 0, start: "18:00", end: "08:00" });
  expect(linesOf(spans)).toEqual([AFTER_WORK, WEEKEND]);
  expect(spansOf([WEEKEND, WEEKEND])).toHaveLength(2);
});

test("the order of spans says nothing", () => {
  const spans = spansOf([AFTER_WORK]);
  expect(sameSpans(spans, [...spans].reverse())).toBe(true);
  expect(sameSpans(spans, spans.slice(1))).toBe(false);
});

test("a night is on two days, a whole day on one, Sunday's night ends on Monday", () => {
  const days = byDay(spansOf([WEEKEND, { days: [6], start: "22:00", end: "07:00" }]));
  expect(days[5]).toEqual([[0, 1440]]);
  expect(days[6]).toEqual([
    [0, 1440],
    [1320, 1440],
  ]);
  expect(days[0]).toEqual([[0, 420]]);
  expect(days[1]).toEqual([]);
});
