/** Which part of the text one takes hold of, and moving it past its neighbour. Pure but for the transaction. */
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { NodeSelection, type Selection, TextSelection, type Transaction } from "@tiptap/pm/state";

/** Blocks whose children are taken one by one. */
const CONTAINERS = new Set(["doc", "callout", "detailsContent", "blockquote", "messageQuote"]);
const ITEMS = new Set(["listItem", "taskItem"]);

export interface Block {
  node: Node;
  /** where it begins */
  at: number;
}

/** The block or list item around a position; within a table, the table. */
export function blockAround($at: ResolvedPos): Block | null {
  let table = $at.depth + 1;
  for (let depth = 1; depth <= $at.depth; depth++) {
    if ($at.node(depth).type.name === "table") {
      table = depth;
      break;
    }
  }
  for (let depth = Math.min($at.depth, table); depth > 0; depth--) {
    const node = $at.node(depth);
    const free = CONTAINERS.has($at.node(depth - 1).type.name) && !isList(node);
    if (free || ITEMS.has(node.type.name)) return { node, at: $at.before(depth) };
  }
  const after = $at.depth === 0 || CONTAINERS.has($at.parent.type.name) ? $at.nodeAfter : null;
  return after ? { node: after, at: $at.pos } : null;
}

function isList(node: Node): boolean {
  return ["bulletList", "orderedList", "taskList"].includes(node.type.name);
}

/** The selected block. */
export function blockOf(selection: Selection): Block | null {
  if (selection instanceof NodeSelection && selection.node.isBlock) {
    const around = blockAround(selection.$from);
    return CONTAINERS.has(selection.$from.parent.type.name)
      ? { node: selection.node, at: selection.from }
      : around;
  }
  return blockAround(selection.$from);
}

/** Puts a block behind its next sibling (`by` 1) or before the one before it (-1). False at the end of the row. */
export function moveBlock(tr: Transaction, { node, at }: Block, by: 1 | -1): boolean {
  const $at = tr.doc.resolve(at);
  const index = $at.index();
  const { parent } = $at;
  const other = index + by >= 0 && index + by < parent.childCount ? parent.child(index + by) : null;
  if (!other) return false;
  const offset = tr.selection.from - at;
  const length = tr.selection.to - tr.selection.from;
  const wasNode = tr.selection instanceof NodeSelection;
  const to = by === 1 ? at + other.nodeSize : at - other.nodeSize;
  tr.delete(at, at + node.nodeSize).insert(to, node);
  if (offset >= 0 && offset <= node.nodeSize) {
    const from = to + offset;
    tr.setSelection(
      wasNode && offset === 0
        ? NodeSelection.create(tr.doc, to)
        : TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(from + length)),
    );
  }
  tr.scrollIntoView();
  return true;
}
