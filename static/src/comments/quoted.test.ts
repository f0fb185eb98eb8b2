import { expect, test } from "vitest";
import { quoted } from "./quoted.ts";

test("a passage is quoted with the way back, and one's own words below", () => {
  const made = quoted({
    title: "Plan",
    address: "/documents/7/?at=AQ.Ag",
    passage: "one\ntwo",
    words: "look",
  });
  expect(made).toBe("> one\n> two\n>\n> — [Plan](/documents/7/?at=AQ.Ag)\n\nlook");
});

test("signs of markdown stay what they are", () => {
  const made = quoted({ title: "a [b]", address: "/documents/7/", passage: "*not* @bold", words: "" });
  expect(made).toBe("> \\*not\\* \\@bold\n>\n> — [a \\[b\\]](/documents/7/)");
});
