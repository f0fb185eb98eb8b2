/** Matches as highlights in the text; they follow what everybody writes. */
import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { type Match, matches, NO_QUERY, type Query } from "./search.ts";

export interface Found {
  readonly query: Query;
  readonly matches: readonly Match[];
  /** Index of the match one stands on; -1 for none. */
  readonly current: number;
  readonly marked: DecorationSet;
}

export const searchKey = new PluginKey<Found>("search");

function found(state: Pick<EditorState, "doc">, query: Query, current: number): Found {
  const all = matches(state.doc, query);
  const at = Math.min(current, all.length - 1);
  const marks = all.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === at ? "found current" : "found" }),
  );
  return { query, matches: all, current: at, marked: DecorationSet.create(state.doc, marks) };
}

const NOTHING: Found = { query: NO_QUERY, matches: [], current: -1, marked: DecorationSet.empty };

/** Looks for something else, or steps to another match. */
export function look(tr: Transaction, change: { query?: Query; current?: number }): Transaction {
  return tr.setMeta(searchKey, change);
}

export const Search = Extension.create({
  name: "search",
  addProseMirrorPlugins() {
    return [
      new Plugin<Found>({
        key: searchKey,
        state: {
          init: () => NOTHING,
          apply(tr, before) {
            const change = tr.getMeta(searchKey) as { query?: Query; current?: number } | undefined;
            if (!change && (!tr.docChanged || before.query.text === "")) return before;
            const query = change?.query ?? before.query;
            if (query.text === "") return NOTHING;
            return found(tr, query, change?.current ?? before.current);
          },
        },
        props: { decorations: (state) => searchKey.getState(state)?.marked },
      }),
    ];
  },
});
