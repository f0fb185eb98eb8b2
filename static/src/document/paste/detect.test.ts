import { expect, test } from "vitest";
import { looksLikeMarkdown } from "./detect.ts";

test.each([
  "# Title\n\nWords",
  "- [ ] one\n- [x] two",
  "- one\n- two\n- three",
  "1. one\n2. two",
  "Some **bold** words",
  "See [this](https://example.org)",
  "```\ncode\n```",
  "| a | b |\n| --- | --- |\n| 1 | 2 |",
  "> [!NOTE]\n> words",
])("markdown: %s", (text) => {
  expect(looksLikeMarkdown(text)).toBe(true);
});

test.each([
  "Just words, nothing else.",
  "Two lines\nof prose - with a dash",
  "Costs $5 and #1 is best",
  "3 * 4 * 5 = 60",
  "snake_case_name and other_name",
  "https://example.org/a_b_c",
  "- a single line",
  "Dear all,\n\n- only one point here\n\nBest, Ann",
])("prose: %s", (text) => {
  expect(looksLikeMarkdown(text)).toBe(false);
});
