/** Passages with comments, marked in the text: a plugin of the editor. A click on one opens its thread. */
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { nextFrame } from "../ui/dom.ts";
import { type Anchor, isSynced, type Range, rangeOf } from "./anchors.ts";
import { findOnce } from "./find_once.ts";

/** A comment whose passage is marked. */
export interface Marked {
  id: number;
  anchor: Anchor;
  /** its words when it was made */
  passage: string;
  /** it is settled: looked for, but not shown unless its thread is */
  quiet: boolean;
}

interface Shown {
  marked: readonly Marked[];
  active: number | null;
  ranges: ReadonlyMap<number, Range>;
  set: DecorationSet;
}

const key = new PluginKey<Shown>("comments");
const NOTHING: Shown = { marked: [], active: null, ranges: new Map(), set: DecorationSet.empty };

function shown(state: EditorState, marked: readonly Marked[], active: number | null): Shown {
  const ranges = new Map<number, Range>();
  const decorations: Decoration[] = [];
  for (const { id, anchor, passage, quiet } of marked) {
    const range = rangeOf(state, anchor) ?? (isSynced(state) ? findOnce(state.doc, passage) : null);
    if (!range) continue;
    ranges.set(id, range);
    if (quiet && id !== active) continue;
    const name = id === active ? "comment-mark active" : "comment-mark";
    decorations.push(Decoration.inline(range.from, range.to, { class: name, "data-comment": String(id) }));
  }
  return { marked, active, ranges, set: DecorationSet.create(state.doc, decorations) };
}

interface On {
  open(comment: number): void;
  /** passages moved, came or went */
  moved(): void;
}

export function highlights(on: On): Plugin<Shown> {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => NOTHING,
      apply: (tr, before, _old, state) => {
        const told = tr.getMeta(key) as Partial<Shown> | undefined;
        if (told)
          return shown(
            state,
            told.marked ?? before.marked,
            "active" in told ? (told.active ?? null) : before.active,
          );
        return tr.docChanged ? { ...before, set: before.set.map(tr.mapping, tr.doc) } : before;
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
      handleClick: (view, position, event) => {
        if (event.ctrlKey || event.metaKey) return false;
        const found = commentAt(view.state, position);
        if (found !== null) on.open(found);
        return false; // the cursor goes there all the same
      },
    },
    view: () => watcher(on),
  });
}

/** After a change the passages are looked up anew: mapping alone does not survive what others write. */
function watcher(on: On) {
  let waiting = false;
  let known = NOTHING.ranges;
  return {
    update(view: EditorView, before: EditorState) {
      const now = key.getState(view.state)?.ranges ?? NOTHING.ranges;
      if (now !== known) {
        known = now;
        on.moved();
      }
      if (waiting || view.state.doc === before.doc) return;
      waiting = true;
      nextFrame(() => {
        waiting = false;
        if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, {}).setMeta("addToHistory", false));
      });
    },
  };
}

function tell(view: EditorView, what: Partial<Shown>): void {
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, what).setMeta("addToHistory", false));
}

export function markComments(view: EditorView, marked: readonly Marked[]): void {
  const known = key.getState(view.state)?.marked ?? [];
  if (known.length > 0 || marked.length > 0) tell(view, { marked });
}

export function activateComment(view: EditorView, active: number | null): void {
  if (key.getState(view.state)?.active !== active) tell(view, { active });
}

/** Where the passages are now; those that are gone are missing. */
export function rangesOf(state: EditorState): ReadonlyMap<number, Range> {
  return key.getState(state)?.ranges ?? NOTHING.ranges;
}

/** The comment that is marked on the text at a position: the one with the shortest passage. */
export function commentAt(state: EditorState, position: number): number | null {
  const { ranges, marked, active } = key.getState(state) ?? NOTHING;
  let best: { id: number; length: number } | null = null;
  for (const { id, quiet } of marked) {
    const range = ranges.get(id);
    if (!range || position < range.from || position > range.to || (quiet && id !== active)) continue;
    const length = range.to - range.from;
    if (!best || length < best.length) best = { id, length };
  }
  return best?.id ?? null;
}
