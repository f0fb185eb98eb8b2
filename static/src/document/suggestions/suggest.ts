/**
 * Track changes: turns what somebody does in suggesting mode into marks. Text that would go is marked as deletion and
 * stays; text that comes is marked as insertion. The marks travel through Yjs as formatting, so they converge as bold
 * does. Pure: a transaction goes in, another comes out.
 *
 * Only words are suggested. y-tiptap writes no marks of nodes to Yjs, so a suggested split, join or change of a block
 * would be lost with the next reload; such changes are applied at once and named (`direct`), or refused where that
 * would lose what is only suggested away (`null`).
 */
import type { Mark, Node, Slice } from "@tiptap/pm/model";
import { Fragment, Slice as SliceOf } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { Mapping, ReplaceStep, type Step, StepMap } from "@tiptap/pm/transform";

export interface Author {
  readonly username: string;
  /** ISO time for new suggestions. */
  now(): string;
  newId(): string;
}

export interface Suggested {
  readonly tr: Transaction;
  /** Something was changed at once because it cannot be suggested. */
  readonly direct: boolean;
}

/** Text that stays although the original transaction took it away: `size` positions at `pos` of the original's document. */
interface Kept {
  pos: number;
  size: number;
}

/** Marks a transaction of accepting, rejecting and the like: it is done as it is. */
export const AS_IT_IS = "suggestions$as-it-is";

export function insertionOf(node: Node): Mark | undefined {
  return node.marks.find((mark) => mark.type.name === "insertion");
}

export function deletionOf(node: Node): Mark | undefined {
  return node.marks.find((mark) => mark.type.name === "deletion");
}

class Rewriter {
  readonly tr: Transaction;
  direct = false;
  /** Where the cursor goes, when the original's place means nothing here. */
  cursor: number | null = null;
  #kept: Kept[] = [];
  /** Of the suggestion that this transaction makes or goes on with. */
  #attrs: Record<string, string> | null = null;

  constructor(
    state: EditorState,
    private readonly author: Author,
  ) {
    this.tr = state.tr;
  }

  /** A position of the original's document, in ours. `side` 1: behind text that was kept there. */
  map(pos: number, side: -1 | 1): number {
    let mapped = pos;
    for (const kept of this.#kept) {
      if (kept.pos < pos || (kept.pos === pos && side > 0)) mapped += kept.size;
    }
    return mapped;
  }

  /** False when it cannot be done in this mode. */
  step(step: Step, doc: Node): boolean {
    const replaces = step instanceof ReplaceStep && this.#words(step, doc);
    if (replaces === false) {
      if (!this.#asItIs(step)) return false;
      this.direct = true;
      this.#move(step.getMap());
      return true;
    }
    return replaces !== "refused";
  }

  #move(map: StepMap, except = -1): void {
    for (const kept of this.#kept) kept.pos = map.map(kept.pos, kept.pos === except ? -1 : 1);
  }

  #asItIs(step: Step): boolean {
    const kept = [...this.#kept].sort((a, b) => a.pos - b.pos);
    const ranges = kept.flatMap(({ pos, size }) => [pos, 0, size]);
    const mapped = step.map(new Mapping([new StepMap(ranges)]));
    return mapped !== null && !this.tr.maybeStep(mapped).failed;
  }

  /** A replacement; false when it is no change of words, "refused" when it cannot be. */
  #words(step: ReplaceStep, doc: Node): boolean | "refused" {
    const { from, to, slice } = step;
    if (from === to) return this.#insert(from, slice, step);
    const start = this.map(from, 1);
    const end = Math.max(start, this.map(to, -1));
    const within = doc.resolve(from).sameParent(doc.resolve(to)) && doc.resolve(from).parent.isTextblock;
    const words = countWords(this.tr.doc, start, end);
    if (words.all === 0) return this.#structure(step, words.blocks);
    if (!this.#allowed(start)) return false;
    this.#attrs ??= this.#neighbours(start, end);
    const size = this.#markDeleted(start, end);
    const behind = start + size;
    this.#kept = this.#kept.filter((kept) => kept.pos <= from || kept.pos >= to);
    this.#move(step.getMap(), from);
    this.#kept.push({ pos: from, size });
    if (slice.size > 0) this.#put(behind, slice, !within);
    return true;
  }

  /** Nothing but the edges of blocks goes: an empty block may, two that hold words stay apart. */
  #structure(step: ReplaceStep, blocks: number): boolean | "refused" {
    if (step.slice.size > 0) return false;
    return blocks > 0 && this.#joins(step) ? "refused" : false;
  }

  #joins({ from, to }: ReplaceStep): boolean {
    const { doc } = this.tr;
    const before = doc.resolve(this.map(from, 1));
    const after = doc.resolve(this.map(to, -1));
    return [before.parent, after.parent].every((block) => block.isTextblock && block.content.size > 0);
  }

  #insert(at: number, slice: Slice, step: ReplaceStep): boolean {
    const pos = this.map(at, 1);
    if (slice.size === 0) return true;
    this.#attrs ??= this.#neighbours(pos, pos);
    const failed = this.tr.maybeStep(new ReplaceStep(pos, pos, slice)).failed;
    if (failed) return false;
    this.#markInserted(pos, pos + slice.size);
    if (!inline(slice)) this.direct = true;
    this.#move(step.getMap(), at);
    return true;
  }

  /** What came instead stands behind what it replaces. `across`: that lies in several blocks, which stay apart. */
  #put(pos: number, slice: Slice, across: boolean): void {
    const before = this.tr.doc.content.size;
    const words = inline(slice) ? slice.content : onlyLine(slice);
    if (words) this.tr.insert(pos, words);
    else {
      this.tr.replaceRange(pos, pos, slice);
      this.direct = true;
    }
    const end = pos + this.tr.doc.content.size - before;
    this.#markInserted(pos, end);
    if (across) this.cursor = end;
  }

  /** Marks what lies between; what one suggested oneself goes for good. How much of it is left. */
  #markDeleted(start: number, end: number): number {
    const deletion = this.tr.doc.type.schema.marks.deletion;
    const runs: { from: number; to: number; own: boolean }[] = [];
    this.tr.doc.nodesBetween(start, end, (node, pos) => {
      if (!node.isText || deletionOf(node)) return;
      const own = insertionOf(node)?.attrs.author === this.author.username;
      runs.push({ from: Math.max(start, pos), to: Math.min(end, pos + node.nodeSize), own });
    });
    let left = end - start;
    for (const run of runs.reverse()) {
      if (run.own) {
        this.tr.delete(run.from, run.to);
        left -= run.to - run.from;
      } else if (deletion) this.tr.addMark(run.from, run.to, deletion.create(this.#suggestion()));
    }
    return left;
  }

  #markInserted(start: number, end: number): void {
    const { insertion, deletion } = this.tr.doc.type.schema.marks;
    if (!insertion || !deletion) return;
    const runs: [number, number][] = [];
    this.tr.doc.nodesBetween(start, end, (node, pos) => {
      if (node.isText) runs.push([Math.max(start, pos), Math.min(end, pos + node.nodeSize)]);
    });
    for (const [from, to] of runs) {
      this.tr.removeMark(from, to, deletion);
      this.tr.addMark(from, to, insertion.create(this.#suggestion()));
    }
  }

  #allowed(pos: number): boolean {
    const { deletion } = this.tr.doc.type.schema.marks;
    const { parent } = this.tr.doc.resolve(pos);
    return deletion !== undefined && (!parent.isTextblock || parent.type.allowsMarkType(deletion));
  }

  #suggestion(): Record<string, string> {
    this.#attrs ??= { id: this.author.newId(), author: this.author.username, at: this.author.now() };
    return this.#attrs;
  }

  /** One's own suggestion that this goes on with: the text right before or after it. */
  #neighbours(start: number, end: number): Record<string, string> | null {
    const { doc } = this.tr;
    for (const node of [doc.resolve(start).nodeBefore, doc.resolve(end).nodeAfter]) {
      for (const mark of node?.isText ? [insertionOf(node), deletionOf(node)] : []) {
        if (mark?.attrs.author === this.author.username) return { ...mark.attrs };
      }
    }
    return null;
  }
}

function inline(slice: Slice): boolean {
  let blocks = false;
  slice.content.forEach((node) => {
    blocks ||= !node.isInline;
  });
  return !blocks;
}

/** The words of a slice that holds no more than one block of them (how a key typed over several blocks arrives). */
function onlyLine(slice: Slice): Fragment | null {
  const lines: Fragment[] = [];
  slice.content.descendants((node) => {
    if (node.isTextblock) lines.push(node.content);
    return !node.isTextblock;
  });
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

/** How many characters of text lie between, and how many blocks begin or end. */
function countWords(doc: Node, start: number, end: number): { all: number; blocks: number } {
  let all = 0;
  let blocks = 0;
  doc.nodesBetween(start, end, (node, pos) => {
    if (node.isText) all += Math.min(end, pos + node.nodeSize) - Math.max(start, pos);
    else if (node.isTextblock) blocks += 1;
  });
  return { all, blocks };
}

/** Backspace leaves the cursor before what it marked, Delete behind it. */
function forwards(state: EditorState, tr: Transaction): boolean {
  const first = tr.steps[0];
  return first instanceof ReplaceStep && state.selection.empty && state.selection.head === first.from;
}

/** What `original` does, as a suggestion of `author`; null when it cannot be done in this mode. */
export function asSuggestion(original: Transaction, state: EditorState, author: Author): Suggested | null {
  const rewriter = new Rewriter(state, author);
  for (const [index, step] of original.steps.entries()) {
    if (!rewriter.step(step, original.docs[index] as Node)) return null;
  }
  const { tr } = rewriter;
  const { selection } = original;
  if (rewriter.cursor !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(rewriter.cursor), -1));
  else if (selection instanceof TextSelection) {
    const gone = original.steps.every((step) => step instanceof ReplaceStep && step.slice.size === 0);
    const side = gone && !forwards(state, original) ? -1 : 1;
    const at = (pos: number) => tr.doc.resolve(Math.min(rewriter.map(pos, side), tr.doc.content.size));
    tr.setSelection(TextSelection.between(at(selection.anchor), at(selection.head)));
  }
  if (original.scrolledIntoView) tr.scrollIntoView();
  for (const key of ["paste", "uiEvent", "preventAutolink", "inputType"]) {
    const value = original.getMeta(key);
    if (value !== undefined) tr.setMeta(key, value);
  }
  return { tr, direct: rewriter.direct };
}

/** Typed inside of what somebody suggests to delete: the new words are not part of that. Changes `tr`. */
export function keepApart(tr: Transaction): void {
  const { deletion } = tr.doc.type.schema.marks;
  if (!deletion) return;
  for (const [index, step] of tr.steps.entries()) {
    if (!(step instanceof ReplaceStep) || step.slice.size === 0 || !inline(step.slice)) continue;
    const after = tr.mapping.slice(index + 1);
    const [from, to] = [after.map(step.from, 1), after.map(step.from + step.slice.size, -1)];
    if (from < to && tr.doc.rangeHasMark(from, to, deletion)) tr.removeMark(from, to, deletion);
  }
}

/** Copies are plain text: a suggestion is made in one place only. */
export function withoutSuggestions(slice: Slice): Slice {
  const plain = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      if (deletionOf(node)) return;
      const marks = node.marks.filter((mark) => mark.type.name !== "insertion");
      nodes.push(node.isText ? node.mark(marks) : node.copy(plain(node.content)));
    });
    return Fragment.fromArray(nodes);
  };
  return new SliceOf(plain(slice.content), slice.openStart, slice.openEnd);
}
