import { describe, expect, test } from "vitest";
import { othersHere, peerOf } from "./peers.ts";

const bo = { user: { username: "bo", name: "Bo", colour: 2 } };

describe("a peer", () => {
  test("is read from what the server stamped", () => {
    expect(peerOf(bo)).toEqual({ username: "bo", name: "Bo", colour: 2 });
  });

  test.each([
    null,
    undefined,
    {},
    { user: null },
    { user: "Bo" },
    { user: { name: "" } },
    { user: { name: 7 } },
  ])("is nobody in %j", (state) => expect(peerOf(state as never)).toBeNull());

  test("always has a hue that exists", () => {
    for (const colour of [0, 9, -1, "red", Number.NaN, undefined]) {
      const hue = peerOf({ user: { name: "Bo", colour } })?.colour ?? 0;
      expect(hue).toBeGreaterThanOrEqual(1);
      expect(hue).toBeLessThanOrEqual(8);
    }
  });
});

test("others are listed once each, by name, without me", () => {
  const states = new Map<number, Record<string, unknown> | null>([
    [1, { user: { username: "ann", name: "Ann", colour: 1 } }],
    [2, { user: { username: "ann", name: "Ann", colour: 1 } }],
    [3, { user: { username: "chi", name: "Chi", colour: 3 } }],
    [4, bo],
    [5, bo],
    [6, null],
  ]);
  expect(othersHere(states, 1, "ann").map((peer) => peer.username)).toEqual(["bo", "chi"]);
});
