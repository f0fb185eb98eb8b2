import { expect, it } from "vitest";
import { initials } from "./avatar.ts";
import { ago, clock, dayName, daysAgo, shortClock } from "./time.ts";

const now = new Date(2026, 4, 13, 9, 0); // a Wednesday
const at = (days: number, hour = 12) => new Date(2026, 4, 13 - days, hour).toISOString();

it("counts calendar days, not spans of 24 hours", () => {
  expect(daysAgo(new Date(2026, 4, 12, 23, 59), new Date(2026, 4, 13, 0, 1))).toBe(1);
  expect(daysAgo(new Date(2026, 4, 13, 0, 0), new Date(2026, 4, 13, 23, 59))).toBe(0);
});

it("names days as people do", () => {
  expect(dayName(at(0), now, "en")).toBe("Today");
  expect(dayName(at(1), now, "en")).toBe("Yesterday");
  expect(dayName(at(2), now, "en")).toBe("Monday");
  expect(dayName(at(8), now, "en-GB")).toBe("5 May");
  expect(dayName(new Date(2024, 0, 2).toISOString(), now, "en-GB")).toBe("2 January 2024");
});

it("says how long ago", () => {
  expect(ago(new Date(now.getTime() - 20_000).toISOString(), now, "en")).toBe("just now");
  expect(ago(new Date(now.getTime() - 5 * 60_000).toISOString(), now, "en")).toBe("5 min ago");
  expect(ago(at(1), now, "en")).toBe("Yesterday");
});

it("leaves AM and PM out where the place is narrow", () => {
  expect(clock(at(0), "en-US")).toMatch(/12:00\sPM/);
  expect(shortClock(at(0), "en-US")).toBe("12:00");
});

it("makes initials of any name", () => {
  expect(initials({ name: "Ann", username: "ann" })).toBe("A");
  expect(initials({ name: "Bo van Lindgren", username: "bo" })).toBe("BL");
  expect(initials({ name: "  ", username: "chi" })).toBe("C");
  expect(initials({ name: "😀 x", username: "e" })).toBe("😀X");
});
