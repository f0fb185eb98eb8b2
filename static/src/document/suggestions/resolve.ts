/** Suggestions of a document: which there are, and accepting or rejecting them. Pure. */
import type { Attrs, Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { AS_IT_IS, deletionOf, insertionOf } from "./suggest.ts";

export interface Suggestion {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  /** The words that would come, and those that would go. */
  readonly inserted: string;
  readonly deleted: string;
  /** Where it begins and ends; other text may lie between. */
  readonly from: number;
  readonly to: number;
}

/** Its parts may lie apart; an id is one person's, so that a copied id is no way to speak in another's name. */
const keyOf = (attrs: Attrs): string => `${attrs.author} ${attrs.id}`;

/** All of them, in the order of the text. */
export function suggestionsIn(doc: Node): Suggestion[] {
  const found = new Map<string, Suggestion>();
  let block: Node | null = null;
  const add = (attrs: Attrs, node: Node, pos: number, parent: Node | null, kind: "inserted" | "deleted") => {
    const known = found.get(keyOf(attrs));
    const text = node.text ?? "";
    const gap = known?.[kind] && parent !== block ? " " : "";
    found.set(keyOf(attrs), {
      id: String(attrs.id),
      author: String(attrs.author),
      at: String(attrs.at),
      from: known?.from ?? pos,
      to: pos + node.nodeSize,
      inserted: (known?.inserted ?? "") + (kind === "inserted" ? gap + text : ""),
      deleted: (known?.deleted ?? "") + (kind === "deleted" ? gap + text : ""),
    });
  };
  doc.descendants((node, pos, parent) => {
    if (!node.isText) return;
    const insertion = insertionOf(node);
    const deletion = deletionOf(node);
    if (insertion) add(insertion.attrs, node, pos, parent, "inserted");
    if (deletion) add(deletion.attrs, node, pos, parent, "deleted");
    block = parent;
  });
  return [...found.values()];
}

export function suggestionAt(doc: Node, pos: number): Suggestion | null {
  const $pos = doc.resolve(pos);
  for (const node of [$pos.nodeAfter, $pos.nodeBefore]) {
    const mark = node && (deletionOf(node) ?? insertionOf(node));
    if (mark) return suggestionsIn(doc).find((one) => keyOf(one) === keyOf(mark.attrs)) ?? null;
  }
  return null;
}

/** Accepts (or rejects) those that `picked` says. Blocks that this leaves empty go as well, where they may. */
export function resolve(
  tr: Transaction,
  picked: (suggestion: Pick<Suggestion, "id" | "author">) => boolean,
  accept: boolean,
): Transaction {
  const { insertion, deletion } = tr.doc.type.schema.marks;
  if (!insertion || !deletion) return tr;
  const runs: { from: number; to: number; gone: boolean; added: boolean; taken: boolean }[] = [];
  tr.doc.descendants((node, pos) => {
    if (!node.isText) return;
    const is = (attrs: Attrs | undefined) => attrs !== undefined && picked(attrs as unknown as Suggestion);
    const added = is(insertionOf(node)?.attrs);
    const taken = is(deletionOf(node)?.attrs);
    const gone = (added && !accept) || (taken && accept);
    if (added || taken) runs.push({ from: pos, to: pos + node.nodeSize, gone, added, taken });
  });
  for (const run of runs.reverse()) {
    if (run.gone) tr.delete(run.from, run.to);
    else {
      if (run.added) tr.removeMark(run.from, run.to, insertion);
      if (run.taken) tr.removeMark(run.from, run.to, deletion);
    }
    if (run.gone) dropEmpty(tr, run.from);
  }
  return tr.setMeta(AS_IT_IS, true);
}

/** Removes the block around `pos` if it is empty, and what holds nothing else; table cells and the like keep theirs. */
function dropEmpty(tr: Transaction, pos: number): void {
  const $pos = tr.doc.resolve(pos);
  if (!$pos.parent.isTextblock || $pos.parent.content.size > 0) return;
  for (let depth = $pos.depth; depth > 0; depth--) {
    const holder = $pos.node(depth - 1);
    const index = $pos.index(depth - 1);
    if (holder.canReplace(index, index + 1)) {
      tr.delete($pos.before(depth), $pos.after(depth));
      return;
    }
    if (holder.childCount > 1 || holder.type.spec.isolating) return;
  }
}
