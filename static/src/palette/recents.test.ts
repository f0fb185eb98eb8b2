import { expect, it } from "vitest";
import { recentFirst, withUsed } from "./recents.ts";

it("puts what was used last first, once", () => {
  expect(withUsed(["a", "b"], "b")).toEqual(["b", "a"]);
  expect(withUsed(["a", "b"], "c", 2)).toEqual(["c", "a"]);
});

it("shows recent ones first and forgets what is gone", () => {
  const items = ["x", "y", "z"].map((key) => ({ key }));
  expect(recentFirst(items, ["z", "gone", "y"]).map(({ key }) => key)).toEqual(["z", "y", "x"]);
});
