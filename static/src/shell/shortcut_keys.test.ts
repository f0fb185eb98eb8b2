import { expect, it } from "vitest";
import { isPressed, keyNames } from "./shortcut_keys.ts";

const press = (key: string, more = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

it("takes Ctrl and ⌘ alike, and no other modifier", () => {
  expect(isPressed("mod+k", press("k", { ctrlKey: true }))).toBe(true);
  expect(isPressed("mod+k", press("k", { metaKey: true }))).toBe(true);
  expect(isPressed("mod+k", press("k"))).toBe(false);
  expect(isPressed("mod+k", press("K", { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(isPressed("mod+k", press("k", { ctrlKey: true, altKey: true }))).toBe(false);
});

it("knows signs that need Shift on some keyboards", () => {
  expect(isPressed("?", press("?", { shiftKey: true }))).toBe(true);
  expect(isPressed("mod+/", press("/", { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(isPressed("alt+arrowup", press("ArrowUp", { altKey: true }))).toBe(true);
  expect(isPressed("alt+arrowup", press("ArrowUp", { altKey: true, shiftKey: true }))).toBe(false);
});

it("names keys as they are printed", () => {
  expect(keyNames("mod+shift+k", false)).toBe("Ctrl Shift K");
  expect(keyNames("alt+arrowup", true)).toBe("⌥ ↑");
});
