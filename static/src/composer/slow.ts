/** Slow mode: how long until one may write again. Pure. */
import type { RoomSummary } from "../wire.ts";

/** Whole seconds to wait at `now`; 0 where one may write. `last`: when one's newest message here was sent, ms. */
export function slowFor(room: RoomSummary, last: number | null, now: number): number {
  if (room.slow_mode === 0 || last === null || room.abilities.moderate) return 0;
  return Math.max(0, Math.ceil((last + room.slow_mode * 1_000 - now) / 1_000));
}

/** "0:09", "2:30": a countdown's face. */
export function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
