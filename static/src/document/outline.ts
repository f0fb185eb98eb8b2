/** The headings of a document. Pure. */
import type { Node } from "@tiptap/pm/model";

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Where its node begins. */
  readonly pos: number;
}

export function headingsIn(doc: Node): Heading[] {
  const found: Heading[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "heading") {
      found.push({ level: Number(node.attrs.level) || 1, text: node.textContent.trim(), pos });
    }
    return !node.isTextblock;
  });
  return found;
}

/** How deep each is shown: no level is skipped, and the first is never indented. */
export function depths(headings: readonly Heading[]): number[] {
  const open: number[] = [];
  return headings.map(({ level }) => {
    while (open.length > 0 && (open.at(-1) as number) >= level) open.pop();
    open.push(level);
    return open.length - 1;
  });
}

/** The one that is read: the last that begins above `line`; `tops` are the headings' distances from there. */
export function currentHeading(tops: readonly number[], line: number): number {
  let current = -1;
  tops.forEach((top, index) => {
    if (top <= line) current = index;
  });
  return current;
}
