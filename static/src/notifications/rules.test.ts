/** The browser's half of the rules, by the same table as the server's (tests/data/notification_rules.json). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NO_WISHES } from "../preferences/wishes.ts";
import type { Notification, PlaceVolume, Wishes } from "../wire.ts";
import { isQuiet, quietUntil } from "./quiet.ts";
import { decide } from "./rules.ts";

interface Case {
  name: string;
  event: { kind: Notification["kind"]; level?: Notification["level"] };
  wishes?: Partial<Wishes>;
  volume?: PlaceVolume["volume"];
  on_screen?: boolean;
  now: string;
  zone: string;
  expect: { ways: string[]; silenced_by: string };
}

const file = JSON.parse(readFileSync("tests/data/notification_rules.json", "utf8")) as { cases: Case[] };

describe("the table", () => {
  test("is there", () => expect(file.cases.length).toBeGreaterThan(20));

  test.each(file.cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const { event, wishes, volume, on_screen, now, zone } = one;
    const occasion = { kind: event.kind, level: event.level ?? "normal", onScreen: on_screen ?? false };
    const all = { ...NO_WISHES, ...wishes };
    const alert = decide(occasion, { wishes: all, volume: volume ?? null, now: new Date(now), zone });
    expect(alert).toEqual({
      toast: one.expect.ways.includes("toast"),
      sound: one.expect.ways.includes("sound"),
      silencedBy: one.expect.silenced_by,
    });
  });
});

describe("the end of the quiet", () => {
  const night = {
    scheduled: true,
    timezone: "",
    until: null,
    spans: [{ day: 5, start: "22:00", end: "07:30" }],
  };

  test("is at the schedule's end, across midnight, in the zone of the person", () => {
    const end = quietUntil(night, new Date("2026-11-21T23:10:30Z"), "Europe/Berlin"); // Sunday, 00:10 there
    expect(end?.toISOString()).toBe("2026-11-22T06:30:00.000Z");
    expect(isQuiet(night, new Date("2026-11-22T06:30:00Z"), "Europe/Berlin")).toBe(false);
    expect(isQuiet(night, new Date("2026-11-21T20:59:59Z"), "Europe/Berlin")).toBe(false);
  });

  test("is where the schedule ends when the moment falls into it", () => {
    const both = { ...night, until: "2026-11-21T21:30:00Z" };
    const end = quietUntil(both, new Date("2026-11-21T18:00:00Z"), "Europe/Berlin");
    expect(end?.toISOString()).toBe("2026-11-22T06:30:00.000Z");
  });

  test("is a moment that is years away, when the person wants that", () => {
    const long = { ...night, until: "2090-01-04T12:00:00.000Z" };
    const end = quietUntil(long, new Date("2026-11-21T18:00:00Z"), "Europe/Berlin");
    expect(end?.toISOString()).toBe(long.until);
  });

  test("is not known when it is always quiet", () => {
    const spans = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "00:00" }));
    const now = new Date("2026-11-21T18:00:00Z");
    expect(isQuiet({ ...night, spans }, now, "UTC")).toBe(true);
    expect(quietUntil({ ...night, spans }, now, "UTC")).toBeNull();
  });
});
