import { expect, test } from "vitest";
import { all, NONE_CHOSEN, ranged, still, toggled } from "./selection.ts";

const ORDER = ["a", "b", "c", "d"];
const chosen = (selection: { chosen: ReadonlySet<string> }) => [...selection.chosen].sort();

test("one is chosen and let go", () => {
  const one = toggled(NONE_CHOSEN, "b");
  expect(chosen(one)).toEqual(["b"]);
  expect(chosen(toggled(one, "b"))).toEqual([]);
});

test("a range goes from the last one either way, and keeps what was chosen before", () => {
  const from = toggled(toggled(NONE_CHOSEN, "d"), "c");
  expect(chosen(ranged(from, "a", ORDER))).toEqual(["a", "b", "c", "d"]);
  expect(chosen(ranged(toggled(NONE_CHOSEN, "a"), "c", ORDER))).toEqual(["a", "b", "c"]);
});

test("without a beginning a range is the one", () => {
  expect(chosen(ranged(NONE_CHOSEN, "c", ORDER))).toEqual(["c"]);
  expect(chosen(ranged({ chosen: new Set(["c"]), anchor: "gone" }, "c", ORDER))).toEqual(["c"]);
});

test("what has left the list is not chosen any more", () => {
  const everything = all(ORDER);
  expect(chosen(still(everything, ["a", "d"]))).toEqual(["a", "d"]);
  expect(still(everything, ORDER)).toBe(everything);
});
