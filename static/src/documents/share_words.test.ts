import { expect, test } from "vitest";
import { RIGHTS } from "../document/right.ts";
import { linkState, rightMeaning, rightName, roomMeaning, usesWords } from "./share_words.ts";

test("every right has a name and a meaning of its own", () => {
  expect(new Set(RIGHTS.map(rightName)).size).toBe(RIGHTS.length);
  expect(new Set(RIGHTS.map(rightMeaning)).size).toBe(RIGHTS.length);
});

test("a link is good until the moment at which it ends", () => {
  const end = "2026-11-21T10:00:00Z";
  expect(linkState({ expires_at: end }, Date.parse(end) - 1)).toBe("good");
  expect(linkState({ expires_at: end }, Date.parse(end))).toBe("expired");
  expect(linkState({ expires_at: null }, Date.parse(end))).toBe("good");
});

test("the room's choice is explained, the closed one differently", () => {
  expect(roomMeaning("")).not.toBe(roomMeaning("none"));
  expect(roomMeaning("read")).toContain(rightMeaning("read"));
});

test("uses are counted in words", () => {
  expect([usesWords(0), usesWords(1), usesWords(3)]).toEqual(["not used yet", "used once", "used 3 times"]);
});
