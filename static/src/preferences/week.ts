/** The weekly schedule of quiet: spans of single days (as it is kept) and lines of several days (as it is edited). Pure. */
import { minutesOf } from "../notifications/quiet.ts";
import type { QuietSpan } from "../wire.ts";

/** How many spans are kept at most. */
export const MOST_SPANS = 21;
const DAY = 24 * 60;

export interface WeekLine {
  /** 0 is Monday */
  readonly days: readonly number[];
  readonly start: string;
  readonly end: string;
}

export const NIGHTS: WeekLine = { days: [0, 1, 2, 3, 4, 5, 6], start: "22:00", end: "07:00" };
export const AFTER_WORK: WeekLine = { days: [0, 1, 2, 3], start: "18:00", end: "08:00" };
export const WEEKEND: WeekLine = { days: [5, 6], start: "00:00", end: "00:00" };

/** Spans of the same hours are one line. */
export function linesOf(spans: readonly QuietSpan[]): WeekLine[] {
  const lines = new Map<string, WeekLine>();
  for (const { day, start, end } of spans) {
    const key = `${start}-${end}`;
    const days = [...(lines.get(key)?.days ?? []), day];
    lines.set(key, { days: [...new Set(days)].sort((a, b) => a - b), start, end });
  }
  return [...lines.values()];
}

export function spansOf(lines: readonly WeekLine[]): QuietSpan[] {
  const spans = lines.flatMap(({ days, start, end }) => days.map((day) => ({ day, start, end })));
  return spans.filter(
    (one, at) =>
      spans.findIndex(
        (other) => other.day === one.day && other.start === one.start && other.end === one.end,
      ) === at,
  );
}

export function sameSpans(one: readonly QuietSpan[], other: readonly QuietSpan[]): boolean {
  const words = (spans: readonly QuietSpan[]) =>
    spans
      .map(({ day, start, end }) => `${day} ${start} ${end}`)
      .sort()
      .join();
  return words(one) === words(other);
}

/** The quiet part of each day as [from, to] in minutes; what goes over midnight is on both days. */
export function byDay(spans: readonly QuietSpan[]): [number, number][][] {
  const days: [number, number][][] = [[], [], [], [], [], [], []];
  for (const span of spans) {
    const start = minutesOf(span.start);
    const end = minutesOf(span.end);
    if (end > start) days[span.day]?.push([start, end]);
    else {
      days[span.day]?.push([start, DAY]);
      if (end > 0) days[(span.day + 1) % 7]?.push([0, end]);
    }
  }
  return days;
}
