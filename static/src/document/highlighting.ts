/**
 * Colours code. Each block is looked at once per change of itself: a node that stays the same keeps its stretches,
 * so typing elsewhere costs nothing. The highlighter is only loaded where there is code with a language.
 */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { knownLanguage } from "./code_languages.ts";
import type { Stretch } from "./views/lowlight.ts";

/** Characters; a block with more stays plain, or each key would take too long. */
const MOST = 20_000;
const key = new PluginKey<DecorationSet>("highlighting");

type Highlight = (language: string, code: string) => Stretch[];
let highlight: Highlight | null = null;
let asked = false;
const known = new WeakMap<Node, Stretch[]>();

function stretchesOf(node: Node): Stretch[] {
  const language = knownLanguage(node.attrs.language);
  if (!highlight || !language || node.content.size > MOST) return [];
  let found = known.get(node);
  if (!found) {
    found = highlight(language, node.textContent);
    known.set(node, found);
  }
  return found;
}

function decorations(doc: Node): DecorationSet {
  const all: Decoration[] = [];
  doc.descendants((node, at) => {
    if (node.type.name !== "codeBlock") return !node.isTextblock;
    for (const [from, to, classes] of stretchesOf(node)) {
      all.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: classes }));
    }
    return false;
  });
  return DecorationSet.create(doc, all);
}

function wanted(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    if (node.type.name === "codeBlock" && knownLanguage(node.attrs.language)) found = true;
    return !found && !node.isTextblock;
  });
  return found;
}

function load(view: EditorView): void {
  if (asked || !wanted(view.state.doc)) return;
  asked = true;
  void import("./views/lowlight.ts").then(
    ({ stretches }) => {
      highlight = stretches;
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
    },
    () => {
      asked = false; // the line is down: asked again with the next change
    },
  );
}

export const Highlighting = Extension.create({
  name: "highlighting",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: (_config, { doc }) => decorations(doc),
        apply: (tr, old) => (tr.docChanged || tr.getMeta(key) ? decorations(tr.doc) : old),
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        load(view);
        return { update: (next, before) => next.state.doc !== before.doc && load(next) };
      },
    }),
  ],
});
