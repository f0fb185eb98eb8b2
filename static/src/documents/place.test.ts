import { expect, test } from "vitest";
import { between } from "./place.ts";

test("a key stands between its neighbours", () => {
  for (const [low, high] of [
    [null, null],
    ["i", null],
    [null, "i"],
    ["a", "b"],
    ["a", "a1"],
    ["az", "b"],
    ["zz", null],
    [null, "01"],
    ["a0i", "a1"],
  ] as const) {
    const key = between(low, high);
    if (low !== null) expect(key > low, `${key} after ${low}`).toBe(true);
    if (high !== null) expect(key < high, `${key} before ${high}`).toBe(true);
  }
});

test("there is always another place, wherever one puts things", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  const keys: string[] = [];
  for (let count = 0; count < 2_000; count++) {
    const at = random(keys.length + 1);
    keys.splice(at, 0, between(keys[at - 1] ?? null, keys[at] ?? null));
  }
  expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((key) => !key.endsWith("0"))).toBe(true);
});

test("putting things at the front again and again keeps keys short", () => {
  let first = between(null, null);
  for (let count = 0; count < 200; count++) first = between(null, first);
  expect(first.length).toBeLessThan(60);
});
