/** When a snoozed notification may come back. Pure: the clock comes in, in the time zone of this computer. */

export interface SnoozeTime {
  readonly key: "today" | "tomorrow" | "week";
  readonly at: Date;
}

const HOUR = 60 * 60_000;
const MORNING = 9;
/** Later than this "later today" would be tomorrow. */
const LATEST = 21;

export function snoozeTimes(now: Date): SnoozeTime[] {
  const morning = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
  const later = new Date(now.getTime() + 3 * HOUR);
  later.setMinutes(later.getMinutes() < 30 ? 0 : 30, 0, 0);
  const isToday = later.getDate() === now.getDate() && now.getHours() < LATEST;
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(isToday ? [{ key: "today" as const, at: later }] : []),
    { key: "tomorrow", at: morning(1) },
    // On Sundays Monday is tomorrow: next week is the Monday after.
    { key: "week", at: morning(toMonday === 1 ? 8 : toMonday) },
  ];
}
