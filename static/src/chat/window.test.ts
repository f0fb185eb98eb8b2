import { describe, expect, it } from "vitest";
import { Heights, MOST_ROWS, sliceOf, suffices } from "./window.ts";

const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`);

describe("Heights", () => {
  it("guesses what was not measured by the mean of what was", () => {
    const heights = new Heights(50);
    expect(heights.offsets(keys(2))).toEqual([0, 50, 100]);
    heights.measured("k0", 20);
    heights.measured("k1", 40);
    heights.measured("k1", 60);
    expect(heights.offsets(keys(3))).toEqual([0, 20, 80, 120]);
    heights.forget();
    expect(heights.offsets(keys(2))).toEqual([0, 40, 80]);
  });

  it("stays small however many rows have come by", () => {
    const heights = new Heights();
    for (const key of keys(100)) heights.measured(key, 10);
    heights.prune(["k5"], 50);
    heights.measured("k6", 30);
    expect(heights.offsets(["k5", "k6", "k7"])).toEqual([0, 10, 40, 60]);
  });
});

describe("sliceOf", () => {
  const offsets = new Heights(10).offsets(keys(100_000));

  it("takes the rows that touch the view", () => {
    expect(sliceOf(offsets, 0, 35)).toEqual({ first: 0, last: 4 });
    expect(sliceOf(offsets, 500_005, 500_020)).toEqual({ first: 50_000, last: 50_003 });
    expect(sliceOf(offsets, 2_000_000, 2_000_100)).toEqual({ first: 99_999, last: 100_000 });
    expect(sliceOf([0], 0, 100)).toEqual({ first: 0, last: 0 });
  });

  it("never takes more than the page can bear, and keeps the middle then", () => {
    const { first, last } = sliceOf(offsets, 100_000, 900_000);
    expect(last - first).toBe(MOST_ROWS);
    expect((first + last) / 2).toBeCloseTo(50_000, -1);
  });

  it("says when more has to be drawn", () => {
    const drawn = sliceOf(offsets, 1_000, 2_000);
    expect(suffices(drawn, offsets, 1_200, 1_800)).toBe(true);
    expect(suffices(drawn, offsets, 900, 1_500)).toBe(false);
    expect(suffices(drawn, offsets, 1_500, 2_100)).toBe(false);
    expect(suffices({ first: 0, last: 3 }, [0, 10, 20, 30], -50, 500)).toBe(true);
  });
});
