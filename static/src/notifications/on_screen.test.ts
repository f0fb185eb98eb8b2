import { expect, test } from "vitest";
import { HOLDS, OtherScreens } from "./on_screen.ts";

test("a tab's places count until it shows others, or has said nothing for too long", () => {
  const screens = new OtherScreens();
  screens.said("a", ["room:3"], 0);
  screens.said("b", ["document:5"], 0);
  expect(screens.shows("room:3", 1)).toBe(true);
  expect(screens.shows("room:4", 1)).toBe(false);
  screens.said("a", [], 2);
  expect(screens.shows("room:3", 3)).toBe(false);
  expect(screens.shows("document:5", HOLDS - 1)).toBe(true);
  expect(screens.shows("document:5", HOLDS)).toBe(false);
  screens.said("b", ["document:5"], HOLDS);
  expect(screens.shows("document:5", HOLDS + 1)).toBe(true);
});
