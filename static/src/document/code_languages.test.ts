import { expect, test } from "vitest";
import { knownLanguage, LANGUAGES } from "./code_languages.ts";
import { stretches } from "./views/lowlight.ts";

test("every language of the list is coloured", () => {
  for (const [name] of LANGUAGES) expect(() => stretches(name, "x = 1"), name).not.toThrow();
  expect(stretches("python", "def f(): pass")).toContainEqual([0, 3, "hljs-keyword"]);
});

test("other names mean the same", () => {
  expect(knownLanguage("TS")).toBe("typescript");
  expect(knownLanguage("html")).toBe("xml");
  expect(knownLanguage("brainfuck")).toBeNull();
  expect(knownLanguage(null)).toBeNull();
});
