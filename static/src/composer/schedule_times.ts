/** When a message may go later: a few usual moments, and the field of one's own. Pure: the clock comes in. */

export interface Moment {
  key: "soon" | "hour" | "tomorrow" | "monday";
  at: Date;
}

const MINUTE = 60_000;
const MORNING = 9;

/** The usual moments after `now`, in the time zone of this computer. Monday only where it is not tomorrow. */
export function moments(now: Date): Moment[] {
  const morning = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: "soon", at: new Date(now.getTime() + 20 * MINUTE) },
    { key: "hour", at: new Date(now.getTime() + 60 * MINUTE) },
    { key: "tomorrow", at: morning(1) },
    ...(toMonday > 1 ? [{ key: "monday" as const, at: morning(toMonday) }] : []),
  ];
}

/** As `<input type="datetime-local">` wants it: 2026-11-21T09:30, local time. */
export function fieldValue(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment a field says, when it is one and lies ahead. */
export function fieldMoment(value: string, now: Date): Date | null {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) || at <= now ? null : at;
}
