/** A read-only editor for what a document said once, or what changed in it. It knows the schema and nothing else. */
import { Editor, Extension, Mark } from "@tiptap/core";
import { Node as ProseNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { schemaExtensions } from "../document/extensions.ts";
import { t } from "../i18n.ts";
import { moment } from "../ui/time.ts";
import type { Content, Told } from "./marked.ts";

function words({ kind, name, at }: Told): string {
  const when = at ? moment(at) : "";
  const values = { name, when };
  if (kind === "added") return t("Added by {name}, {when}", values);
  if (kind === "removed") return t("Removed by {name}, {when}", values);
  return t("Changed by {name}, {when}", values);
}

const attributes = (change: Told) => ({
  "data-change": change.kind,
  "data-colour": String(change.colour),
  title: words(change),
});

const TAGS = { added: "ins", removed: "del", changed: "span" } as const;

const ChangeMark = Mark.create({
  name: "change",
  excludes: "",
  priority: 2000, // outermost
  addAttributes: () => ({
    kind: { default: "added" },
    by: { default: "" },
    at: { default: null },
    name: { default: "" },
    colour: { default: 0 },
  }),
  parseHTML: () => [],
  renderHTML: ({ mark }) => {
    const change = mark.attrs as Told;
    return [TAGS[change.kind], attributes(change), 0];
  },
});

const lastKey = new PluginKey<DecorationSet>("last-change");

/** What the replay changed last, in the hue of who did it. */
const LastChange = Extension.create({
  name: "lastChange",
  addProseMirrorPlugins: () => [
    new Plugin({
      key: lastKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, old) =>
          (transaction.getMeta(lastKey) as DecorationSet | undefined) ??
          old.map(transaction.mapping, transaction.doc),
      },
      props: { decorations: (state) => lastKey.getState(state) },
    }),
  ],
});

function changeOfNodes(names: string[]): Extension {
  return Extension.create({
    name: "changeOfNodes",
    addGlobalAttributes: () => [
      {
        types: names,
        attributes: {
          change: {
            default: null,
            parseHTML: () => null,
            renderHTML: ({ change }: { change?: Told | null }) => (change ? attributes(change) : {}),
          },
        },
      },
    ],
  });
}

function nodeNames(): string[] {
  const probe = new Editor({ element: null, extensions: schemaExtensions() });
  const names = Object.keys(probe.schema.nodes).filter((name) => name !== "doc" && name !== "text");
  probe.destroy();
  return names;
}

export class PreviewEditor {
  readonly #editor: Editor;

  constructor(element: HTMLElement, label: string) {
    this.#editor = new Editor({
      element,
      editable: false,
      extensions: [...schemaExtensions(), ChangeMark, changeOfNodes(nodeNames()), LastChange],
      editorProps: {
        attributes: {
          "aria-label": label,
          role: "textbox",
          "aria-multiline": "true",
          "aria-readonly": "true",
          tabindex: "0",
          class: "prose",
        },
      },
    });
  }

  /** Show this; only what differs from what is shown is drawn anew. `hue`: in whose colour. */
  show(content: Content, hue?: number): void {
    const { state, view } = this.#editor;
    const doc = ProseNode.fromJSON(state.schema, fitting(content));
    const start = state.doc.content.findDiffStart(doc.content);
    const transaction = state.tr.setMeta("addToHistory", false);
    if (start !== null) {
      const end = state.doc.content.findDiffEnd(doc.content);
      let [a, b] = [end?.a ?? 0, end?.b ?? 0];
      const overlap = start - Math.min(a, b);
      if (overlap > 0) [a, b] = [a + overlap, b + overlap];
      transaction.replace(start, a, doc.slice(start, b));
      // A cut that does not fit the schema at its edges would be put right by ProseMirror: then all of it is replaced.
      if (!transaction.doc.eq(doc)) transaction.replaceWith(0, transaction.doc.content.size, doc.content);
      transaction.setMeta(lastKey, hue === undefined ? DecorationSet.empty : around(doc, start, b, hue));
    }
    view.dispatch(transaction);
  }

  /** Bring the next or previous change into view; which one it is, counted from 0. */
  go(step: 1 | -1, at: number): number {
    const all = [...this.#editor.view.dom.querySelectorAll<HTMLElement>("[data-change]")].filter(
      (one, place, those) =>
        !one.parentElement?.closest("[data-change]") && those[place - 1]?.nextSibling !== one,
    );
    if (all.length === 0) return -1;
    const next = (at + step + all.length) % all.length;
    for (const one of all) one.classList.remove("change-here");
    all[next]?.classList.add("change-here");
    all[next]?.scrollIntoView({ block: "center" });
    return next;
  }

  /** Where something was drawn last, into view. */
  follow(): void {
    this.#editor.view.dom.querySelector(".last-change")?.scrollIntoView({ block: "nearest" });
  }

  get empty(): boolean {
    return this.#editor.state.doc.textContent.trim() === "" && this.#editor.state.doc.childCount <= 1;
  }

  destroy(): void {
    this.#editor.destroy();
  }
}

/** A document of ProseMirror has a block at least. */
function fitting(content: Content): Content {
  return content.content && content.content.length > 0
    ? content
    : { type: "doc", content: [{ type: "paragraph" }] };
}

function around(doc: ProseNode, from: number, to: number, hue: number): DecorationSet {
  const end = Math.min(Math.max(to, from), doc.content.size);
  if (end <= from) return DecorationSet.empty;
  const attrs = { class: "last-change", "data-colour": String(hue) };
  return DecorationSet.create(doc, [Decoration.inline(from, end, attrs)]);
}
