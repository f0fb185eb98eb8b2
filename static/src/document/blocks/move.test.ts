import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { schemaExtensions } from "../extensions.ts";
import { fromMarkdown } from "../markdown/read.ts";
import { toMarkdown } from "../markdown/write.ts";
import { blockAround, blockOf, moveBlock } from "./move.ts";

const schema = getSchema(schemaExtensions());

/** An editor's state with the cursor in front of the first `|`. */
function at(markdown: string): EditorState {
  const doc = schema.nodeFromJSON({ type: "doc", content: fromMarkdown(markdown) });
  let place = 0;
  doc.descendants((node, from) => {
    if (node.isText && node.text?.includes("@")) place = from + node.text.indexOf("@");
  });
  return EditorState.create({ doc, selection: TextSelection.create(doc, place) });
}

function moved(markdown: string, by: 1 | -1): string | null {
  const state = at(markdown);
  const block = blockOf(state.selection);
  if (!block) throw new Error("nothing to move");
  const { tr } = state;
  if (!moveBlock(tr, block, by)) return null;
  tr.doc.check();
  const { $from } = tr.selection;
  expect($from.parent.textContent.slice($from.parentOffset)).toMatch(/^@/); // the cursor goes along
  return toMarkdown(tr.doc);
}

test("a paragraph moves past its neighbour", () => {
  expect(moved("one @\n\ntwo\n\nthree", 1)).toBe("two\n\none @\n\nthree");
  expect(moved("one\n\ntwo\n\nthree @", -1)).toBe("one\n\nthree @\n\ntwo");
});

test("at the end of the row it stays", () => {
  expect(moved("one @\n\ntwo", -1)).toBeNull();
  expect(moved("one\n\ntwo @", 1)).toBeNull();
});

test("an item moves in its list, with what is in it", () => {
  expect(moved("- one @\n  - inner\n- two", 1)).toBe("- two\n- one @\n  - inner");
});

test("within a box it moves in the box", () => {
  expect(moved("> [!NOTE]\n> a @\n>\n> b\n\nc", 1)).toBe("> [!NOTE]\n> b\n>\n> a @\n\nc");
});

test("from a cell the whole table moves", () => {
  expect(moved("| a @ |\n| --- |\n\nb", 1)).toBe("b\n\n| a @ |\n| --- |");
});

test("a picture between blocks is taken as it is", () => {
  const doc = schema.nodeFromJSON({ type: "doc", content: fromMarkdown("a\n\n---\n\nb") });
  expect(blockAround(doc.resolve(3))?.node.type.name).toBe("horizontalRule");
});
