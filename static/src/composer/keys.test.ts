import { expect, it } from "vitest";
import { actOf, formatOf } from "./keys.ts";

const act = (key: string, more = {}, empty = false, swapped = false) =>
  actOf({ key, shift: false, command: false, alt: false, composing: false, ...more }, empty, swapped);

it("sends with Enter and breaks the line with Shift-Enter", () => {
  expect(act("Enter")).toBe("send");
  expect(act("Enter", { shift: true })).toBe("break");
  expect(act("Enter", { composing: true })).toBeNull();
});

it("lets the two be swapped", () => {
  expect(act("Enter", {}, false, true)).toBe("break");
  expect(act("Enter", { command: true }, false, true)).toBe("send");
});

it("edits the last message from an empty field only", () => {
  expect(act("ArrowUp", {}, true)).toBe("edit-last");
  expect(act("ArrowUp")).toBeNull();
});

it("formats with the keys people know", () => {
  expect(["b", "i", "e"].map((key) => act(key, { command: true }))).toEqual(["bold", "italic", "code"]);
  expect(act("k", { command: true, shift: true })).toBe("link");
  expect(act("k", { command: true })).toBeNull(); // the command palette's
  expect(act("b")).toBeNull();
});

it("formats with the same keys in every other field, and leaves it the rest", () => {
  const format = (key: string, more = {}) =>
    formatOf({ key, shift: false, command: true, alt: false, composing: false, ...more });
  expect(["b", "I", "e"].map((key) => format(key))).toEqual(["bold", "italic", "code"]);
  expect(format("K", { shift: true })).toBe("link");
  expect(["Enter", "Escape", "ArrowUp", "z"].map((key) => format(key))).toEqual([null, null, null, null]);
  expect(format("b", { command: false })).toBeNull();
  expect(format("b", { alt: true })).toBeNull();
});
