import { expect, test } from "vitest";
import { spot } from "./floating.ts";

const WINDOW = { width: 400, height: 600 };
const size = { width: 200, height: 100 };

test("below when there is room, above when asked for", () => {
  expect(spot({ left: 50, top: 100, bottom: 120 }, size, WINDOW)).toEqual({ left: 50, top: 126 });
  expect(spot({ left: 50, top: 200, bottom: 220 }, size, WINDOW, true)).toEqual({ left: 50, top: 94 });
});

test("on the other side when it does not fit", () => {
  expect(spot({ left: 50, top: 550, bottom: 570 }, size, WINDOW).top).toBe(444);
  expect(spot({ left: 50, top: 20, bottom: 40 }, size, WINDOW, true).top).toBe(46);
});

test("never outside the window", () => {
  expect(spot({ left: 390, top: 100, bottom: 120 }, size, WINDOW).left).toBe(192);
  expect(spot({ left: -50, top: 100, bottom: 120 }, size, WINDOW).left).toBe(8);
  const tall = { width: 200, height: 580 };
  expect(spot({ left: 0, top: 300, bottom: 320 }, tall, WINDOW).top).toBe(12);
});
