import { expect, it } from "vitest";
import { mentionsIn } from "./mentions.ts";

it("finds people once each, without the dot of the sentence", () => {
  expect(mentionsIn("@ann and @Bo.x: see @ann.")).toEqual({ names: ["ann", "bo.x"], everyone: false });
});

it("knows everybody by two words", () => {
  expect(mentionsIn("hi @room")).toEqual({ names: [], everyone: true });
  expect(mentionsIn("hi @here, @cy")).toEqual({ names: ["cy"], everyone: true });
});

it("leaves code and addresses alone", () => {
  expect(mentionsIn("`@ann` ann@bo.example ```\n@cy\n``` https://x.example/@dev").names).toEqual([]);
});
