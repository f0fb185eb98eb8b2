import { expect, test } from "vitest";
import { audienceWords, percent } from "./words.ts";

const audience = { everyone: false, rooms: [], roles: [], people: 0, query: false, names: 0 };

test("an audience in words", () => {
  expect(audienceWords({ ...audience, everyone: true, people: 3 })).toBe("everyone");
  expect(audienceWords(audience)).toBe("nobody yet");
  expect(
    audienceWords({ ...audience, rooms: [{ id: 3, name: "launch" }], roles: ["staff"], people: 1, names: 2 }),
  ).toBe("# launch, staff, 3 named people");
});

test("percent never rounds somebody away", () => {
  expect([
    percent(0, 0),
    percent(0, 9),
    percent(1, 100_000),
    percent(99_999, 100_000),
    percent(9, 9),
  ]).toEqual([0, 0, 1, 99, 100]);
});
