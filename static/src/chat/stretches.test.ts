import { describe, expect, it } from "vitest";
import { covering, coverOf, END, united, within } from "./stretches.ts";

const page = (more: boolean, newer: boolean, ...seqs: number[]) => ({
  more,
  newer,
  messages: seqs.map((created_seq) => ({ created_seq })),
});

describe("united", () => {
  it("joins what touches and keeps apart what does not", () => {
    const two = united(united([], { from: 10, to: 20 }), { from: 40, to: END });
    expect(two).toEqual([
      { from: 10, to: 20 },
      { from: 40, to: END },
    ]);
    expect(united(two, { from: 20, to: 40 })).toEqual([{ from: 10, to: END }]);
    expect(united(two, { from: 0, to: 5 })).toHaveLength(3);
    expect(united(two, { from: 7, to: 7 })).toEqual(two);
  });
});

describe("within", () => {
  it("cuts to a piece", () => {
    const known = [
      { from: 0, to: 10 },
      { from: 20, to: END },
    ];
    expect(within(known, { from: 5, to: 25 })).toEqual([
      { from: 5, to: 10 },
      { from: 20, to: 25 },
    ]);
    expect(covering(known, 9)).toEqual({ from: 0, to: 10 });
    expect(covering(known, 10)).toBe(null);
    expect(covering(known, 1e12)).toEqual({ from: 20, to: END });
  });
});

describe("coverOf", () => {
  it("knows what a page says about the places around it", () => {
    expect(coverOf(page(true, false, 5, 8))).toEqual({ from: 5, to: END });
    expect(coverOf(page(false, false))).toEqual({ from: 0, to: END });
    expect(coverOf(page(true, false, 5, 8), { before: 12 })).toEqual({ from: 5, to: 12 });
    expect(coverOf(page(false, false), { before: 12 })).toEqual({ from: 0, to: 12 });
    expect(coverOf(page(true, true, 14, 19), { after: 12 })).toEqual({ from: 13, to: 20 });
    expect(coverOf(page(true, false, 14, 19), { after: 12 })).toEqual({ from: 13, to: END });
    expect(coverOf(page(true, true, 14, 19))).toEqual({ from: 14, to: 20 });
  });
});
