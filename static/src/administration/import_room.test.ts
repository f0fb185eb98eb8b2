import { describe, expect, it } from "vitest";
import { shareOf } from "./export_room.ts";
import { wholeLines } from "./lines.ts";

describe("wholeLines", () => {
  it("gives lines that are whole and keeps the rest", () => {
    expect(wholeLines('{"a":1}\n{"b"')).toEqual([['{"a":1}'], '{"b"']);
    expect(wholeLines('{"a":1}\n\n{"b":2}\n')).toEqual([['{"a":1}', '{"b":2}'], ""]);
    expect(wholeLines("")).toEqual([[], ""]);
  });
});

describe("shareOf", () => {
  it("is never all of it before the end, for nobody knows how much will come", () => {
    expect(shareOf(50, 100)).toBe(0.5);
    expect(shareOf(500, 100)).toBe(0.99);
    expect(shareOf(5, 0)).toBe(0.99);
  });
});
