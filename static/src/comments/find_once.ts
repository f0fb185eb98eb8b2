/** A passage whose place is lost, found again by its words. */
import type { Node } from "@tiptap/pm/model";
import type { Range } from "./anchors.ts";

/** Fewer characters stand in a text by chance. */
const SHORTEST = 8;

/**
 * Where these words stand in one block of the text, if they stand there exactly once. Who takes a deletion back, or
 * moves a paragraph, makes new text in the old words' place: to Yjs nothing connects the two.
 */
export function findOnce(doc: Node, passage: string): Range | null {
  if (passage.length < SHORTEST || passage.includes("\n")) return null;
  let found: Range | null = null;
  let often = false;
  doc.descendants((node, position) => {
    if (often || !node.isTextblock) return !often;
    const text = node.textBetween(0, node.content.size, undefined, " ");
    const at = text.indexOf(passage);
    if (at < 0) return false;
    often = found !== null || text.indexOf(passage, at + 1) >= 0;
    const from = position + 1 + at;
    found = { from, to: from + passage.length };
    return false;
  });
  return often ? null : found;
}
