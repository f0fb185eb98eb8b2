/** The browser's sentences and the server's are the same, kind by kind: both files are read. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sentence } from "./sentences.ts";

const SERVER = readFileSync("notifications/sentences.py", "utf8");

/** What `_("…")` and `ngettext("…", "…")` hold, with `{name}` for `%(name)s`. */
function ofServer(): string[] {
  const code = SERVER.slice(SERVER.indexOf("def _mention"), SERVER.indexOf("SENTENCES: Final"));
  return [...code.matchAll(/"((?:[^"\\]|\\.)*%\([a-z_]+\)s(?:[^"\\]|\\.)*|[A-Z][^"]* [^"]*)"/g)]
    .filter(([, text]) => text?.includes(" ") && !text.includes("`"))
    .map(([, text]) =>
      (text as string).replace(
        /%\(([a-z_]+)\)s/g,
        (_all, name: string) => `{${name === "others" ? "n" : name}}`,
      ),
    );
}

function ofBrowser(): string {
  return readFileSync("static/src/notifications/sentences.ts", "utf8");
}

test("every sentence of the server is here in the same words", () => {
  const sentences = ofServer();
  expect(sentences.length).toBeGreaterThan(25);
  const here = ofBrowser();
  expect(sentences.filter((text) => !here.includes(`"${text}"`))).toEqual([]);
});

test("a sentence has the names it was told with", () => {
  expect(sentence("mention", { name: "Chi", room: "# launch" })).toBe("Chi mentioned you in # launch");
  expect(sentence("mention", { name: "Chi" })).toBe("Chi mentioned you");
  expect(sentence("direct", { name: "Bo", kind_of_room: "group" })).toBe("Bo wrote to your group");
  expect(sentence("document_mention", { name: "Bo", document: "Plan", act: "comment" })).toBe(
    "Bo mentioned you in a comment on “Plan”",
  );
});

test("reactions count people, not emoji", () => {
  const data = { names: "Bo, Chi", emoji: "🎉 👍" };
  expect(sentence("reaction", { ...data, count: "2" })).toBe("Bo, Chi reacted with 🎉 👍 to your message");
  expect(sentence("reaction", { ...data, count: "3" })).toBe(
    "Bo, Chi and 1 other reacted with 🎉 👍 to your message",
  );
  expect(sentence("reaction", { ...data, count: "9" })).toBe(
    "Bo, Chi and 7 others reacted with 🎉 👍 to your message",
  );
});
