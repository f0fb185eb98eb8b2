/** Formulas in LaTeX, among the words (`$…$`) and on a line of their own (`$$`). KaTeX draws them. */
import { InputRule, mergeAttributes, Node } from "@tiptap/core";
import { LONGEST, words } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

const latex = { ...words("latex", LONGEST.latex) };

export const InlineMath = Node.create<Viewed>({
  name: "inlineMath",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: unseen,
  addAttributes: () => ({ latex }),
  parseHTML: () => [{ tag: 'span[data-type="inlineMath"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { "data-type": "inlineMath", class: "math" }),
    `$${node.attrs.latex}$`,
  ],
  renderText: ({ node }) => `$${node.attrs.latex}$`,
  addNodeView() {
    return this.options.view;
  },
  addInputRules() {
    return [
      // As pandoc reads it: no blank inside the dollars, no digit behind them, so that prices stay prices.
      new InputRule({
        find: /(?<![\\$\w])\$([^\s$](?:[^$\n]*[^\s$\\])?)\$$/,
        handler: ({ state, range, match }) => {
          const node = this.type.create({ latex: (match[1] ?? "").slice(0, LONGEST.latex) });
          state.tr.replaceWith(range.from, range.to, node);
        },
      }),
    ];
  },
});

export const BlockMath = Node.create<Viewed>({
  name: "blockMath",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: unseen,
  addAttributes: () => ({ latex }),
  parseHTML: () => [{ tag: 'div[data-type="blockMath"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-type": "blockMath", class: "math-block" }),
    `$$${node.attrs.latex}$$`,
  ],
  renderText: ({ node }) => `$$${node.attrs.latex}$$`,
  addNodeView() {
    return this.options.view;
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\$\$\s$/,
        handler: ({ range, chain }) => {
          chain()
            .deleteRange(range)
            .insertContent({ type: this.name, attrs: { latex: "" } })
            .run();
        },
      }),
    ];
  },
});
