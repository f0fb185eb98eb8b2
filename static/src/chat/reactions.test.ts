import { describe, expect, it } from "vitest";
import { choice, namesOf, reacted, voted, voters } from "./reactions.ts";

const poll = (multiple: boolean) => ({
  question: "Where?",
  multiple,
  closed_at: null,
  options: [
    { id: 1, text: "Here", users: ["bo", "ann"] },
    { id: 2, text: "There", users: ["cy"] },
  ],
});

describe("reacted", () => {
  it("adds and takes away, and drops what nobody has any more", () => {
    const one = reacted([], "🎉", "ann", true);
    expect(one).toEqual([{ emoji: "🎉", users: ["ann"] }]);
    const two = reacted(reacted(one, "🎉", "bo", true), "👀", "bo", true);
    expect(two).toEqual([
      { emoji: "🎉", users: ["ann", "bo"] },
      { emoji: "👀", users: ["bo"] },
    ]);
    expect(reacted(two, "🎉", "bo", true)).toEqual(two);
    expect(reacted(two, "👀", "bo", false)).toEqual([{ emoji: "🎉", users: ["ann", "bo"] }]);
  });
});

describe("polls", () => {
  it("moves a single vote and toggles it", () => {
    expect(choice(poll(false), "ann", 2)).toEqual([2]);
    expect(choice(poll(false), "ann", 1)).toEqual([]);
    const after = voted(poll(false), "ann", [2]);
    expect(after.options.map((one) => one.users)).toEqual([["bo"], ["cy", "ann"]]);
    expect(voters(after)).toBe(3);
  });

  it("collects several when that is asked", () => {
    expect(choice(poll(true), "ann", 2)).toEqual([1, 2]);
    expect(voters(voted(poll(true), "ann", [1, 2]))).toBe(3);
  });
});

describe("namesOf", () => {
  const name = (username: string) => username.toUpperCase();
  it("says you first, and not everybody of many", () => {
    expect(namesOf(["bo"], "ann", name)).toBe("BO");
    expect(namesOf(["bo", "ann"], "ann", name)).toBe("You and BO");
    expect(namesOf(["bo", "cy", "ann"], "ann", name)).toBe("You, BO and CY");
    const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
    expect(namesOf(many, "ann", name)).toMatch(/P11 and 18 others$/);
  });
});
