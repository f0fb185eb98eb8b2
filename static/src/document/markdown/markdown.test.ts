import { getSchema, type JSONContent } from "@tiptap/core";
import { expect, test } from "vitest";
import { schemaExtensions } from "../extensions.ts";
import { fromMarkdown } from "./read.ts";
import { toMarkdown } from "./write.ts";

const schema = getSchema(schemaExtensions());

/** The nodes of a text; fails when the schema does not take them. */
function read(text: string) {
  const doc = schema.nodeFromJSON({ type: "doc", content: fromMarkdown(text) });
  doc.check();
  return doc;
}

const again = (text: string): string => toMarkdown(read(text));

test.each([
  "# One\n\n## Two\n\n### Three",
  "Words **bold** *italic* ~~gone~~ `code` [link](https://example.org/a_b)",
  "**bold *both* bold** <u>under</u> <mark>marked</mark>",
  "- one\n  - inner\n- two",
  "1. one\n2. two",
  "4. four\n5. five",
  "- [x] done\n- [ ] open\n  - [ ] inner",
  "> quoted\n>\n> twice",
  "> [!WARNING]\n> careful\n>\n> - list",
  "```python\ndef f():\n    return 1\n```",
  "````\n```\n````",
  "| a | b |\n| --- | --- |\n| 1 | x\\|y |",
  "Einstein: $E=mc^2$, costs 5 dollars",
  "$$\n\\int_0^1 x\n$$",
  "---",
  "![A cat](/files/0b7c1f8e-52a1-4b5e-9a51-0f9f6c1f7a11/cat.png)",
  "Line one\\\nline two",
  "Signs: \\* \\_ \\[x\\] \\` \\# 1 < 2",
])("there and back: %s", (text) => {
  expect(again(text)).toBe(text.replace("\\# 1", "# 1"));
});

test("mixed lists are cut where the kind changes", () => {
  expect(read("- [ ] task\n- item").content.content.map((node) => node.type.name)).toEqual([
    "taskList",
    "bulletList",
  ]);
});

test("a picture in a paragraph stands behind it, an unsafe one is left out", () => {
  const names = (text: string) => read(text).content.content.map((node) => node.type.name);
  expect(names("Look: ![x](https://example.org/x.png)")).toEqual(["paragraph", "image"]);
  expect(names("Look: ![x](javascript:alert(1))")).toEqual(["paragraph"]);
  expect(read("[x](javascript:alert(1))").textContent).toBe("x");
});

test("prices stay prices", () => {
  expect(read("Between $5 and $10, or $3").firstChild?.childCount).toBe(1);
});

test("markup stays words", () => {
  const doc = read("<script>alert(1)</script>\n\n<!-- gone --> x");
  expect(doc.textContent).toContain("<script>alert(1)</script>");
  expect(doc.textContent).not.toContain("gone");
});

test("very deep nesting ends as text", () => {
  expect(read(`${"> ".repeat(200)}deep`).textContent).toContain("deep");
});

test("nodes without a sign of their own say what they are", () => {
  const content: JSONContent[] = [
    {
      type: "paragraph",
      content: [
        { type: "mention", attrs: { kind: "user", id: "ann", label: "Ann" } },
        { type: "text", text: " and " },
        { type: "mention", attrs: { kind: "document", id: "5", label: "Plan [1]" } },
        { type: "text", text: " on " },
        { type: "date", attrs: { value: "2026-11-21" } },
      ],
    },
    {
      type: "details",
      content: [
        { type: "detailsSummary", content: [{ type: "text", text: "More" }] },
        {
          type: "detailsContent",
          content: [{ type: "paragraph", content: [{ type: "text", text: "inside" }] }],
        },
      ],
    },
    { type: "linkCard", attrs: { href: "https://example.org/(a)", title: "Site" } },
  ];
  const doc = schema.nodeFromJSON({ type: "doc", content });
  expect(toMarkdown(doc)).toBe(
    "@ann and [Plan \\[1\\]](/documents/5/) on 2026-11-21\n\n" +
      "<details>\n<summary>More</summary>\n\ninside\n\n</details>\n\n[Site](https://example.org/%28a%29)",
  );
});
