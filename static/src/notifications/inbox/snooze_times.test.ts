import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze_times.ts";

const times = (now: Date) =>
  snoozeTimes(now).map(
    ({ key, at }) => `${key} ${at.getMonth() + 1}-${at.getDate()} ${at.getHours()}:${at.getMinutes()}`,
  );

test("on a weekday morning: in three hours, tomorrow at nine, Monday at nine", () => {
  expect(times(new Date(2026, 10, 18, 10, 12))).toEqual([
    "today 11-18 13:0",
    "tomorrow 11-19 9:0",
    "week 11-23 9:0",
  ]);
});

test("late at night nothing is later today", () => {
  expect(times(new Date(2026, 10, 18, 22, 30))).toEqual(["tomorrow 11-19 9:0", "week 11-23 9:0"]);
});

test("on a Sunday next week is not tomorrow", () => {
  expect(times(new Date(2026, 10, 22, 12, 40))).toEqual([
    "today 11-22 15:30",
    "tomorrow 11-23 9:0",
    "week 11-30 9:0",
  ]);
});

test("all of them lie ahead, at every hour of a week", () => {
  for (let hour = 0; hour < 168; hour++) {
    const now = new Date(2026, 10, 16, hour, 59);
    for (const { at } of snoozeTimes(now)) expect(at.getTime()).toBeGreaterThan(now.getTime());
  }
});
