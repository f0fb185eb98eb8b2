/** A box that stands out: `> [!TIP]` in markdown. */
import { InputRule, mergeAttributes, Node } from "@tiptap/core";
import { oneOf } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

export const CALLOUTS = ["info", "tip", "warning", "danger"] as const;
export type CalloutKind = (typeof CALLOUTS)[number];

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    callout: {
      setCallout: (kind: CalloutKind) => ReturnType;
      /** Around the selection, or away from around it. */
      toggleCallout: () => ReturnType;
    };
  }
}

export const Callout = Node.create<Viewed>({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addOptions: unseen,
  addAttributes: () => ({ kind: oneOf("kind", CALLOUTS, "info") }),
  parseHTML: () => [{ tag: 'div[data-type="callout"]' }, { tag: "aside" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, {
      "data-type": "callout",
      class: `callout ${node.attrs.kind}`,
    }),
    0,
  ],
  addCommands() {
    return {
      setCallout:
        (kind) =>
        ({ commands }) =>
          commands.updateAttributes(this.name, { kind }) || commands.wrapIn(this.name, { kind }),
      toggleCallout:
        () =>
        ({ commands }) =>
          commands.toggleWrap(this.name),
    };
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^\[!(info|note|tip|warning|caution|danger)\]\s$/i,
        handler: ({ range, match, chain }) => {
          const said = (match[1] ?? "").toLowerCase();
          const kind = { note: "info", caution: "danger" }[said] ?? said;
          chain().deleteRange(range).wrapIn(this.name, { kind }).run();
        },
      }),
    ];
  },
  addNodeView() {
    return this.options.view;
  },
});
