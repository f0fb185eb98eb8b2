/** Do not disturb: whether it is quiet at a moment, and until when. Pure: the clock and the zone come in. */
import { isZone } from "../people/local_time.ts";
import type { Quiet, QuietSpan } from "../wire.ts";

const DAY = 24 * 60;
const MINUTE = 60_000;
/** A schedule repeats after a week; a day more covers a change of the clocks. */
const LOOK_AHEAD = 8 * DAY;

interface WallClock {
  /** 0 is Monday */
  readonly day: number;
  /** minutes since midnight */
  readonly minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    const shape = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    try {
      clock = new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone || "UTC" });
    } catch {
      clock = new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: "UTC" }); // unknown to this browser
    }
    clocks.set(zone, clock);
  }
  return clock;
}

/** What a clock on the wall of that zone shows. */
export function wallClock(at: Date, zone: string): WallClock {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  return {
    day: days.indexOf(parts.weekday ?? "Mon"),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Whether a span covers this moment of the week; one that does not end later than it begins ends a day later. */
export function covers(span: QuietSpan, { day, minute }: WallClock): boolean {
  const start = minutesOf(span.start);
  const end = minutesOf(span.end);
  if (end > start) return day === span.day && minute >= start && minute < end;
  return (day === span.day && minute >= start) || (day === (span.day + 1) % 7 && minute < end);
}

function bySchedule(quiet: Quiet, at: Date, zone: string): boolean {
  if (!quiet.scheduled) return false;
  const wall = wallClock(at, zone);
  return (quiet.spans ?? []).some((span) => covers(span, wall));
}

/** The zone whose clock the schedule goes by: its own, else the person's. */
export function zoneOf(quiet: Quiet, persons: string): string {
  return quiet.timezone && isZone(quiet.timezone) ? quiet.timezone : persons;
}

/** `zone`: the person's own. */
export function isQuiet(quiet: Quiet, now: Date, zone: string): boolean {
  if (quiet.until && new Date(quiet.until) > now) return true;
  return bySchedule(quiet, now, zoneOf(quiet, zone));
}

/** When the quiet of now is over (to the minute); null when it is not quiet, or without an end. */
export function quietUntil(quiet: Quiet, now: Date, zone: string): Date | null {
  if (!isQuiet(quiet, now, zone)) return null;
  const until = quiet.until ? new Date(quiet.until) : now;
  let at = until > now ? until : now;
  const edge = at.getTime() + LOOK_AHEAD * MINUTE;
  while (bySchedule(quiet, at, zoneOf(quiet, zone))) {
    at = new Date(Math.floor(at.getTime() / MINUTE) * MINUTE + MINUTE);
    if (at.getTime() > edge) return null;
  }
  return at;
}
