import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { announced, filled, personal, variablesOf } from "./announced.ts";

const ann = { username: "ann", name: "Ann *Star* Example" };
const said = {
  kind: "announcement" as const,
  title: "Hello {first_name}",
  body: "Dear **{name}**, {{name}} is you, {unknown}.",
  data: { variables: "name,first_name" },
  translations: { de: { title: "Hallo {first_name}", body: "" } },
};

test("the reader's language, with the whole text where only the title was translated", () => {
  expect(announced(said, ann, "de")).toEqual({
    title: "Hallo Ann",
    body: "Dear **Ann \\*Star\\* Example**, {name} is you, {unknown}.",
  });
  expect(announced(said, ann, "en").title).toBe("Hello Ann");
});

test("somebody without a name is called by their username; what every object has is no variable", () => {
  expect(filled("{name}, {username}", personal({ username: "bo", name: " " }))).toBe("bo, bo");
  expect(filled("{constructor} {a}", { a: "{name}" })).toBe("{constructor} {name}");
});

test("without variables every brace is only a brace", () => {
  expect(announced({ ...said, data: {} }, ann, "en").title).toBe("Hello {first_name}");
});

test("other kinds are left alone", () => {
  const message = { ...said, kind: "message" as const };
  expect(announced(message, ann, "de").title).toBe("Hello {first_name}");
});

test("a text says which variables it asks for", () => {
  expect(variablesOf("{a} {b} {a} {{d}}", "{c} {} {9} {A}")).toEqual(["a", "b", "c"]);
});

/** The same table as the server's (tests/broadcasts/test_variables.py). */
interface Table {
  values: Record<string, string>;
  cases: { text: string; variables: string; reads: string }[];
}
const table = JSON.parse(readFileSync("tests/data/variables.json", "utf8")) as Table;

describe("variables are filled as the server fills them", () => {
  test.each(table.cases)("$text ($variables)", ({ text, variables, reads }) => {
    const reader = { username: table.values.username ?? "", name: table.values.name ?? "" };
    const one = { ...said, title: text, translations: {}, data: variables ? { variables } : {} };
    expect(announced(one, reader, "en").title).toBe(reads);
  });
});
