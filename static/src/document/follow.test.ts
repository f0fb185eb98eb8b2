import { describe, expect, test } from "vitest";
import { followStep, scrollBy } from "./follow.ts";

describe("whom one follows", () => {
  test("a click begins, another on the same ends, one on another changes", () => {
    expect(followStep(null, { kind: "chosen", username: "bo" })).toBe("bo");
    expect(followStep("bo", { kind: "chosen", username: "bo" })).toBeNull();
    expect(followStep("bo", { kind: "chosen", username: "cy" })).toBe("cy");
  });

  test("one's own hand ends it", () => {
    expect(followStep("bo", { kind: "own_move" })).toBeNull();
  });

  test("it ends when they leave, not when somebody else does", () => {
    expect(followStep("bo", { kind: "here", usernames: ["cy", "bo"] })).toBe("bo");
    expect(followStep("bo", { kind: "here", usernames: ["cy"] })).toBeNull();
  });
});

describe("where the view goes", () => {
  test("nowhere while the cursor is in the middle part", () => {
    expect(scrollBy(400, 420, 800)).toBe(0);
  });

  test("so that the cursor is in the middle, up or down", () => {
    expect(scrollBy(1000, 1020, 800)).toBe(610);
    expect(scrollBy(-100, -80, 800)).toBe(-490);
  });
});
