/** Whether somebody is at the page. Pure core first: `now` in milliseconds comes in, what to say goes out. */
import type { Realtime } from "./client.ts";

/** Without input for this long one is idle. */
export const IDLE_AFTER = 5 * 60_000;

/** Turns input and time into as few words to the server as do. A new line begins as "not idle". */
export class IdleWatch {
  #idle = false;
  #inputAt: number;

  constructor(now: number) {
    this.#inputAt = now;
  }

  get idle(): boolean {
    return this.#idle;
  }

  /** A key, a pointer, a scroll. Returns what to say, or null for nothing. */
  input(now: number): boolean | null {
    this.#inputAt = now;
    if (!this.#idle) return null;
    this.#idle = false;
    return false;
  }

  /** Time passed. */
  tick(now: number): boolean | null {
    if (this.#idle || now - this.#inputAt < IDLE_AFTER) return null;
    this.#idle = true;
    return true;
  }

  /** Milliseconds until `tick` may have something to say. */
  wait(now: number): number {
    return Math.max(0, this.#inputAt + IDLE_AFTER - now);
  }
}

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/** Tell the server when nobody is at this page, and when somebody is again. */
export function reportIdle(realtime: Realtime): void {
  const watch = new IdleWatch(Date.now());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (idle: boolean | null) => {
    // Best effort: on the next line it is said again.
    if (idle !== null && realtime.online)
      void realtime.command({ type: "presence.idle", idle }).catch(() => {});
  };
  const look = () => {
    clearTimeout(timer);
    say(watch.tick(Date.now()));
    if (!watch.idle) timer = setTimeout(look, watch.wait(Date.now()) + 50);
  };
  const input = () => {
    const wasIdle = watch.idle;
    say(watch.input(Date.now()));
    if (wasIdle) look();
  };
  for (const kind of INPUTS) addEventListener(kind, input, { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && input());
  realtime.watch(({ kind }) => kind === "live" && watch.idle && say(true));
  look();
}
