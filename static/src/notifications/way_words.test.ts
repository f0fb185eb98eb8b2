import { expect, test } from "vitest";
import { together, wayWords } from "./way_words.ts";

const LIVE = { word: "Live", dot: "" as const, detail: "Connected." };

test("a stream that is held back is said where the page says how it is connected", () => {
  expect(together(LIVE, "stream").word).toBe("Live");
  expect(together(LIVE, "connecting").word).toBe("Live");
  expect(together(LIVE, "long").word).toBe("Live · polling");
  expect(together(LIVE, "poll").word).toBe("Live · polling");
  expect(together(LIVE, "down")).toMatchObject({ word: "Live · inbox offline", dot: "busy" });
  expect(together(LIVE, "long").detail).toBe(`Connected. ${wayWords("long")}`);
});

test("what is worse is said first", () => {
  const offline = { word: "Offline", dot: "bad" as const, detail: "The line is down." };
  for (const way of ["long", "poll", "down"] as const) expect(together(offline, way).word).toBe("Offline");
});
