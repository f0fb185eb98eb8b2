/** Wall-clock times of a time zone, as `<input type="datetime-local">` says them, and the moments they are. Pure. */

const MINUTE = 60_000;

/** The clock of `zone` at a moment: 2026-11-21T09:30. */
export function wallClock(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** How far the zone's clock is before UTC at a moment, milliseconds. */
function offset(at: number, zone: string): number {
  return Date.parse(`${wallClock(new Date(at), zone)}Z`) - Math.floor(at / MINUTE) * MINUTE;
}

/**
 * The moment at which the clock of `zone` says `wall`; null when it is no time or that clock never says it (it was put
 * forward over it). Where the clock says it twice, the first time.
 */
export function momentOf(wall: string, zone: string): Date | null {
  const asUtc = Date.parse(`${wall.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc)) return null;
  const day = 24 * 60 * MINUTE;
  const guesses = [offset(asUtc - day, zone), offset(asUtc + day, zone)].map((ahead) => asUtc - ahead);
  const right = guesses.filter((guess) => wallClock(new Date(guess), zone) === wall.slice(0, 16));
  return right.length ? new Date(Math.min(...right)) : null;
}
