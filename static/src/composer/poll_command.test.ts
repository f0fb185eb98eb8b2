import { expect, it } from "vitest";
import { pollCommand } from "./poll_command.ts";

it("quotes every part", () => {
  const poll = { question: "Lunch?", options: ["Soup", "Fish and chips"], multiple: false };
  expect(pollCommand(poll)).toBe('/poll "Lunch?" "Soup" "Fish and chips"');
  expect(pollCommand({ ...poll, multiple: true })).toContain("/poll --multiple ");
});

it("escapes quotes of any kind", () => {
  const poll = { question: 'Is "it" on?', options: ["“Yes”", "C:\\"], multiple: false };
  expect(pollCommand(poll)).toBe('/poll "Is \\"it\\" on?" "\\“Yes\\”" "C:\\\\"');
});
