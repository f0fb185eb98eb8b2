/** A comparison as content for the read-only editor: changes become marks of texts and attributes of nodes. Pure. */
import type { Change, People, TreeNode } from "./kinds.ts";

/** What the marks and attributes carry: the change, the author's name and hue. */
export interface Told extends Change {
  readonly name: string;
  readonly colour: number;
}

export interface Content {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: Content[];
}

function told(change: Change, people: People): Told {
  const person = people[change.by];
  return { ...change, name: person?.name || change.by, colour: person?.colour ?? 0 };
}

export function toContent(node: TreeNode, people: People): Content {
  const out: Content = { type: node.type };
  const change = node.change ? told(node.change, people) : null;
  if (node.text !== undefined) out.text = node.text;
  const marks = [...(node.marks ?? [])];
  if (change && node.type === "text") marks.push({ type: "change", attrs: { ...change } });
  if (marks.length > 0) out.marks = marks;
  if (node.attrs || (change && node.type !== "text")) {
    out.attrs = { ...node.attrs, ...(change && node.type !== "text" ? { change } : {}) };
  }
  if (node.content) out.content = node.content.map((child) => toContent(child, people));
  return out;
}

export function changed(node: TreeNode): boolean {
  return node.change !== undefined || (node.content ?? []).some(changed);
}

/** Only the blocks of the document that changed, each with the heading that it stands under. */
export function onlyChanges(doc: TreeNode): TreeNode {
  const out: TreeNode[] = [];
  let heading: TreeNode | null = null;
  for (const block of doc.content ?? []) {
    if (changed(block)) {
      if (heading && block.type !== "heading") out.push(heading);
      heading = null;
      out.push(block);
    } else if (block.type === "heading") heading = block;
  }
  return { ...doc, content: out };
}

/** How many places changed, side by side counted once; for "Next change". */
export function countChanges(doc: TreeNode): number {
  let count = 0;
  let inside = false;
  const walk = (node: TreeNode, within: boolean): void => {
    const here = node.change !== undefined;
    if (node.type === "text" || here) {
      if (here && !inside && !within) count++;
      inside = here || within;
    }
    for (const child of node.content ?? []) walk(child, within || (here && node.type !== "text"));
    if (node.content && !here) inside = false;
  };
  walk(doc, false);
  return count;
}
