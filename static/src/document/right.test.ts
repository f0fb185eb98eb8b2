import { expect, test } from "vitest";
import type { DocumentInfo } from "../wire.ts";
import { touchesRight } from "./follow_right.ts";
import { atLeast, modeFor, rightChange } from "./right.ts";

test("each right holds those before it", () => {
  expect(atLeast("edit", "comment")).toBe(true);
  expect(atLeast("comment", "edit")).toBe(false);
});

test("who may not edit looks on, whatever was chosen; the choice comes back with the right", () => {
  expect(modeFor("comment", "suggesting")).toBe("viewing");
  expect(modeFor("edit", "suggesting")).toBe("suggesting");
});

test("a change is told when one notices it", () => {
  expect(rightChange("edit", "manage")).toBeNull();
  expect(rightChange("edit", "read")).toBe("only_read");
  expect(rightChange("read", "comment")).toBe("may_comment");
  expect(rightChange("comment", "manage")).toBe("may_write");
  expect(rightChange("edit", "none")).toBe("lost");
});

test("an edit of the content is no reason to ask for the right, a change of the sharing is", () => {
  const info = { id: 1, title: "a", updated_at: "1", restricted: false } as DocumentInfo;
  expect(touchesRight(info, { ...info, updated_at: "2" })).toBe(false);
  expect(touchesRight(info, { ...info, title: "b" })).toBe(false);
  expect(touchesRight(info, { ...info, restricted: true, updated_at: "2" })).toBe(true);
  expect(touchesRight(info, { ...info })).toBe(true);
});
