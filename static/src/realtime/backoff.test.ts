import { describe, expect, it } from "vitest";
import { afterClose, backoff, DRAIN_SPREAD, FIRST_DELAY, LONGEST_DELAY } from "./backoff.ts";

const never = () => 0;
const always = () => 0.999999;

describe("backoff", () => {
  it("doubles, is half sure and half random, and is bounded", () => {
    expect(backoff(1, never)).toBe(FIRST_DELAY / 2);
    expect(backoff(2, never)).toBe(FIRST_DELAY);
    expect(backoff(2, always)).toBeCloseTo(FIRST_DELAY * 2, 0);
    expect(backoff(50, always)).toBeLessThanOrEqual(LONGEST_DELAY);
    expect(backoff(50, never)).toBe(LONGEST_DELAY / 2);
  });

  it("takes no failure like the first one", () => {
    expect(backoff(0, never)).toBe(backoff(1, never));
  });
});

describe("afterClose", () => {
  it("stops where coming back is useless, and says why", () => {
    expect(afterClose(4401, 0, never)).toMatchObject({ retry: false, why: "signed-out" });
    expect(afterClose(4403, 0, never)).toMatchObject({ retry: false, why: "no-access" });
    expect(afterClose(4404, 0, never)).toMatchObject({ retry: false, why: "gone" });
  });

  it("spreads the return of drained clients", () => {
    const early = afterClose(1012, 0, never).delay;
    const late = afterClose(1012, 0, always).delay;
    expect(late - early).toBeGreaterThan(DRAIN_SPREAD * 0.99);
  });

  it("resumes soon after a full queue and late after too much haste", () => {
    expect(afterClose(1013, 9, always).delay).toBeLessThanOrEqual(1_000);
    expect(afterClose(4429, 0, never).delay).toBeGreaterThanOrEqual(5_000);
  });

  it("backs off on everything else", () => {
    expect(afterClose(1006, 3, never)).toEqual({ retry: true, delay: backoff(4, never) });
  });
});
