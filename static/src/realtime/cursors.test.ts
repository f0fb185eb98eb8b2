import { describe, expect, it } from "vitest";
import { Cursors } from "./cursors.ts";

describe("Cursors", () => {
  it("lets every event through once, in order", () => {
    const cursors = new Cursors();
    cursors.follow("room:1", { epoch: "e", seq: 5 });
    expect(cursors.accept("room:1", 5)).toBe(false);
    expect(cursors.accept("room:1", 6)).toBe(true);
    expect(cursors.accept("room:1", 6)).toBe(false);
    expect(cursors.accept("room:1", 9)).toBe(true); // a state-based catch-up skips what was overtaken
    expect(cursors.accept("room:1", 8)).toBe(false);
    expect(cursors.get("room:1")).toEqual({ epoch: "e", seq: 9 });
  });

  it("refuses streams that are not followed", () => {
    const cursors = new Cursors();
    expect(cursors.accept("room:1", 1)).toBe(false);
    cursors.follow("room:1", null);
    cursors.forget("room:1");
    expect(cursors.accept("room:1", 1)).toBe(false);
  });

  it("keeps the older of two cursors of one page", () => {
    const cursors = new Cursors();
    cursors.follow("room:1", { epoch: "e", seq: 7 });
    cursors.follow("room:1", { epoch: "e", seq: 4 });
    cursors.follow("room:1", { epoch: "e", seq: 9 });
    cursors.follow("room:1", null);
    expect(cursors.get("room:1")?.seq).toBe(4);
  });

  it("moves to the head an answer reaches, never back within an epoch", () => {
    const cursors = new Cursors();
    cursors.follow("room:1", { epoch: "e", seq: 7 });
    cursors.reached("room:1", "e", 12);
    expect(cursors.get("room:1")?.seq).toBe(12);
    cursors.reached("room:1", "e", 3);
    expect(cursors.get("room:1")?.seq).toBe(12);
    cursors.reached("room:1", "f", 3);
    expect(cursors.get("room:1")).toEqual({ epoch: "f", seq: 3 });
  });

  it("learns the epoch of a stream followed from now on", () => {
    const cursors = new Cursors();
    cursors.follow("inbox:1", null);
    expect(cursors.accept("inbox:1", 4)).toBe(true);
    cursors.reached("inbox:1", "e", 3);
    expect(cursors.get("inbox:1")).toEqual({ epoch: "e", seq: 4 });
  });

  it("begins anew on reset, even below where it stood", () => {
    const cursors = new Cursors();
    cursors.follow("room:1", { epoch: "e", seq: 70 });
    cursors.reset("room:1", "f", 2);
    expect(cursors.get("room:1")).toEqual({ epoch: "f", seq: 2 });
    expect(cursors.accept("room:1", 3)).toBe(true);
    cursors.reset("room:9", "f", 2);
    expect(cursors.has("room:9")).toBe(false);
  });
});
