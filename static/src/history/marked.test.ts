import { expect, test } from "vitest";
import type { TreeNode } from "./kinds.ts";
import { countChanges, onlyChanges, toContent } from "./marked.ts";

const added = { kind: "added", by: "bo", at: "2026-05-02T10:00:00Z" } as const;
const removed = { ...added, kind: "removed" } as const;
const text = (words: string, change?: TreeNode["change"]): TreeNode => ({
  type: "text",
  text: words,
  ...(change ? { change } : {}),
});
const block = (type: string, content: TreeNode[], change?: TreeNode["change"]): TreeNode => ({
  type,
  content,
  ...(change ? { change } : {}),
});
const doc = (...content: TreeNode[]): TreeNode => ({ type: "doc", content });
const people = { bo: { id: 2, username: "bo", name: "Bo", colour: 4, is_staff: false } as never };

test("changes of texts become a mark, changes of nodes an attribute, with name and hue", () => {
  const tree = doc(block("paragraph", [text("same"), { ...text("new", added), marks: [{ type: "bold" }] }]), {
    ...block("heading", [text("gone", removed)], removed),
    attrs: { level: 2 },
  });
  const told = { by: "bo", at: added.at, name: "Bo", colour: 4 };
  expect(toContent(tree, people)).toEqual({
    type: "doc",
    content: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "same" },
          {
            type: "text",
            text: "new",
            marks: [{ type: "bold" }, { type: "change", attrs: { kind: "added", ...told } }],
          },
        ],
      },
      {
        type: "heading",
        attrs: { level: 2, change: { kind: "removed", ...told } },
        content: [
          { type: "text", text: "gone", marks: [{ type: "change", attrs: { kind: "removed", ...told } }] },
        ],
      },
    ],
  });
});

test("only what changed is left, under its heading", () => {
  const heading = block("heading", [text("Title")]);
  const other = block("heading", [text("Other")]);
  const same = block("paragraph", [text("same")]);
  const changed = block("paragraph", [text("new", added)]);
  const tree = doc(heading, same, changed, changed, other, same);
  expect(onlyChanges(tree).content).toEqual([heading, changed, changed]);
});

test("changes that touch are one", () => {
  const tree = doc(
    block("paragraph", [text("a"), text("b", added), text("c", removed), text("d")]),
    block("paragraph", [text("new", added)], added),
    block("paragraph", [text("same")]),
  );
  expect(countChanges(tree)).toBe(2);
  expect(countChanges(doc(block("paragraph", [text("same")])))).toBe(0);
});
