/** Where a page goes: by keys, by the menu, by a pointer that drags it. Pure. */
import { between } from "./place.ts";
import type { Move, Page, Row, Tree } from "./tree.ts";

/** Levels of pages under each other; the server refuses more. */
export const MAX_DEPTH = 20;

export type Step = "up" | "down" | "into" | "out";

/** Between the siblings at `index` of the children of `parent`, of which `id` itself is none. */
function placed<P extends Page>(tree: Tree<P>, id: number, parent: number | null, index: number): Move {
  const others = tree.children(parent).filter((page) => page.id !== id);
  const at = Math.min(index, others.length);
  return { id, parent, after: others[at - 1]?.id ?? null, before: others[at]?.id ?? null };
}

/** Whether the page may stand under `parent`: not under itself, nor too deep. */
export function mayStand<P extends Page>(tree: Tree<P>, id: number, parent: number | null): boolean {
  if (parent === null) return true;
  if (!tree.get(parent) || tree.subtree(id).has(parent)) return false;
  return tree.ancestors(parent).length + 1 + tree.height(id) <= MAX_DEPTH;
}

/** One step: up or down among its siblings, into the one above it, out beside its parent. Null: it cannot. */
export function step<P extends Page>(tree: Tree<P>, id: number, which: Step): Move | null {
  const parent = tree.parentOf(id);
  const siblings = tree.children(parent);
  const at = siblings.findIndex((page) => page.id === id);
  if (at < 0) return null;
  if (which === "up") return at > 0 ? placed(tree, id, parent, at - 1) : null;
  if (which === "down") return at + 1 < siblings.length ? placed(tree, id, parent, at + 1) : null;
  if (which === "into") {
    const above = siblings[at - 1];
    if (!above || !mayStand(tree, id, above.id)) return null;
    return placed(tree, id, above.id, Number.POSITIVE_INFINITY);
  }
  if (parent === null) return null;
  const grand = tree.parentOf(parent);
  return placed(tree, id, grand, tree.children(grand).findIndex((page) => page.id === parent) + 1);
}

/** Whether the move leaves everything as it is. */
export function changesNothing<P extends Page>(tree: Tree<P>, move: Move): boolean {
  const siblings = tree.children(tree.parentOf(move.id));
  if (tree.parentOf(move.id) !== move.parent) return false;
  const at = siblings.findIndex((page) => page.id === move.id);
  return (siblings[at - 1]?.id ?? null) === move.after && (siblings[at + 1]?.id ?? null) === move.before;
}

/** The page as it will be, shown before the server has said so. */
export function moved<P extends Page>(tree: Tree<P>, move: Move): P | null {
  const page = tree.get(move.id);
  if (!page) return null;
  const place = (id: number | null) => (id === null ? null : (tree.get(id)?.place ?? null));
  const last = tree
    .children(move.parent)
    .filter((one) => one.id !== move.id)
    .at(-1);
  const alone = move.after === null && move.before === null;
  const low = alone ? (last?.place ?? null) : place(move.after);
  return { ...page, parent: move.parent, place: between(low, place(move.before)) };
}

/** Where a dragged page would come to lie, and how to mark it: a line above (`before`) or below (`after`) the row at
 * `row`, as deep as `depth`, or the row itself (`into`). */
export interface Drop {
  move: Move;
  row: number;
  mark: "before" | "after" | "into";
  depth: number;
}

export interface Pointer {
  /** the row under the pointer */
  row: number;
  /** how far down within it, 0–1 */
  part: number;
  /** the level that the pointer's distance from the left edge stands for */
  level: number;
}

/** The part of a row, above and below, that means "beside" and not "into". */
const EDGE = 0.28;

/** Null where it may not be dropped, or where it lies already. `ordered`: the order is people's own, so that there
 * is something between two rows. */
export function dropAt<P extends Page>(
  tree: Tree<P>,
  rows: readonly Row<P>[],
  id: number,
  pointer: Pointer,
  ordered = true,
): Drop | null {
  const row = rows[pointer.row];
  if (!row || tree.subtree(id).has(row.page.id)) return null;
  const beside = ordered && (pointer.part < EDGE || pointer.part > 1 - EDGE);
  const drop = beside ? besides(tree, rows, id, pointer, row) : into(tree, id, pointer, row);
  if (!drop || !mayStand(tree, id, drop.move.parent) || changesNothing(tree, drop.move)) return null;
  return drop;
}

function into<P extends Page>(tree: Tree<P>, id: number, pointer: Pointer, row: Row<P>): Drop {
  const move = placed(tree, id, row.page.id, Number.POSITIVE_INFINITY);
  return { move, row: pointer.row, mark: "into", depth: row.depth };
}

function besides<P extends Page>(
  tree: Tree<P>,
  rows: readonly Row<P>[],
  id: number,
  pointer: Pointer,
  row: Row<P>,
): Drop {
  const beforeIt = pointer.part < EDGE;
  const indexOf = (page: number) =>
    tree
      .children(tree.parentOf(page))
      .filter((one) => one.id !== id)
      .findIndex((one) => one.id === page);
  if (beforeIt) {
    const move = placed(tree, id, tree.parentOf(row.page.id), indexOf(row.page.id));
    return { move, row: pointer.row, mark: "before", depth: row.depth };
  }
  // Below an opened page lies its first sub-page.
  if (row.open) {
    return { move: placed(tree, id, row.page.id, 0), row: pointer.row, mark: "after", depth: row.depth + 1 };
  }
  // At the end of some levels at once the pointer's distance from the left chooses which of them is meant.
  const skipped = tree.subtree(id);
  const next = rows.slice(pointer.row + 1).find((each) => !skipped.has(each.page.id));
  const depth = Math.min(Math.max(pointer.level, next?.depth ?? 0), row.depth);
  const above = [...tree.ancestors(row.page.id), row.page][depth] ?? row.page;
  const move = placed(tree, id, tree.parentOf(above.id), indexOf(above.id) + 1);
  return { move, row: pointer.row, mark: "after", depth };
}
