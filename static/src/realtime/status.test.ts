import { expect, it } from "vitest";
import { type Status, shown } from "./status.ts";

const ALL: Status[] = [
  { kind: "connecting" },
  { kind: "catching-up", count: 12 },
  { kind: "live" },
  { kind: "polling" },
  { kind: "offline", retryAt: 5_000 },
  { kind: "signed-out" },
  { kind: "stopped", why: "This is gone." },
];

it("has a word and a detail of its own for every state", () => {
  const words = ALL.map((status) => shown(status, 0).word);
  expect(new Set(words).size).toBe(ALL.length);
  for (const status of ALL) expect(shown(status, 0).detail).not.toBe("");
});

it("says how much is caught up and when the next try is", () => {
  expect(shown({ kind: "catching-up", count: 12 }, 0).word).toContain("12");
  expect(shown({ kind: "offline", retryAt: 5_000 }, 1_000).detail).toContain("in 4 seconds");
  expect(shown({ kind: "offline", retryAt: 5_000 }, 9_000).detail).toContain("now");
});
