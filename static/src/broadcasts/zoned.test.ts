import { expect, test } from "vitest";
import { momentOf, wallClock } from "./zoned.ts";

test("a wall-clock time of a zone is a moment, and back", () => {
  expect(momentOf("2026-11-21T09:30", "Europe/Berlin")?.toISOString()).toBe("2026-11-21T08:30:00.000Z");
  expect(momentOf("2026-07-01T09:30", "Europe/Berlin")?.toISOString()).toBe("2026-07-01T07:30:00.000Z");
  expect(momentOf("2026-11-21T00:15", "Asia/Kathmandu")?.toISOString()).toBe("2026-11-20T18:30:00.000Z");
  expect(momentOf("2026-11-21T23:15", "Pacific/Kiritimati")?.toISOString()).toBe("2026-11-21T09:15:00.000Z");
  expect(wallClock(new Date("2026-11-21T08:30:00Z"), "Europe/Berlin")).toBe("2026-11-21T09:30");
  expect(wallClock(new Date("2026-11-20T23:00:00Z"), "Europe/Berlin")).toBe("2026-11-21T00:00");
});

test("an hour that the clock skips is no time, one it says twice is the first", () => {
  expect(momentOf("2026-03-29T02:30", "Europe/Berlin")).toBeNull();
  expect(momentOf("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(momentOf("", "UTC")).toBeNull();
  expect(momentOf("soon", "UTC")).toBeNull();
});
