import { expect, test } from "vitest";
import { boxed, bytes, kindOf } from "./sizes.ts";

test("bytes for people", () => {
  expect([0, 999, 1000, 34_500, 999_999, 1_400_000, 25_000_000, 3_200_000_000].map(bytes)).toEqual([
    "0 bytes",
    "999 bytes",
    "1 kB",
    "35 kB",
    "1000 kB",
    "1.4 MB",
    "25 MB",
    "3.2 GB",
  ]);
});

test("pictures keep their proportions and are never blown up", () => {
  const within = { width: 400, height: 320 };
  expect(boxed(800, 400, within)).toEqual({ width: 400, height: 200 });
  expect(boxed(400, 1600, within)).toEqual({ width: 80, height: 320 });
  expect(boxed(10, 20, within)).toEqual({ width: 10, height: 20 });
  expect(boxed(10_000, 1, within)).toEqual({ width: 400, height: 1 });
});

test("what a file is to the page", () => {
  expect(kindOf({ type: "image/png", width: 3 })).toBe("picture");
  expect(kindOf({ type: "image/png", width: null })).toBe("card"); // too large to be decoded
  expect(kindOf({ type: "audio/mpeg", width: null })).toBe("sound");
  expect(kindOf({ type: "video/webm", width: null })).toBe("film");
  expect(kindOf({ type: "video/x-matroska", width: null })).toBe("card");
  expect(kindOf({ type: "text/plain", width: null })).toBe("card");
});
