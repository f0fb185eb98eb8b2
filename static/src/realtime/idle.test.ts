import { describe, expect, it } from "vitest";
import { IDLE_AFTER, IdleWatch } from "./idle.ts";

describe("IdleWatch", () => {
  it("says idle once, after five minutes without input", () => {
    const watch = new IdleWatch(0);
    expect(watch.tick(IDLE_AFTER - 1)).toBe(null);
    expect(watch.tick(IDLE_AFTER)).toBe(true);
    expect(watch.tick(IDLE_AFTER + 1)).toBe(null);
    expect(watch.idle).toBe(true);
  });

  it("counts from the last input", () => {
    const watch = new IdleWatch(0);
    expect(watch.input(1_000)).toBe(null);
    expect(watch.tick(IDLE_AFTER)).toBe(null);
    expect(watch.wait(IDLE_AFTER)).toBe(1_000);
    expect(watch.tick(IDLE_AFTER + 1_000)).toBe(true);
  });

  it("says back once, at the first input", () => {
    const watch = new IdleWatch(0);
    watch.tick(IDLE_AFTER);
    expect(watch.input(IDLE_AFTER + 5)).toBe(false);
    expect(watch.input(IDLE_AFTER + 6)).toBe(null);
    expect(watch.tick(2 * IDLE_AFTER)).toBe(null);
    expect(watch.tick(2 * IDLE_AFTER + 6)).toBe(true);
  });
});
