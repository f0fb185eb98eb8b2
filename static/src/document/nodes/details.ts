/**
 * A section that can be folded away. `open` says how it is first seen; who folds it afterwards does so for
 * themselves, or one reader would fold it over another's cursor.
 */
import { type Editor, mergeAttributes, Node } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { unseen, type Viewed } from "./view.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    details: {
      setDetails: () => ReturnType;
      unsetDetails: () => ReturnType;
    };
  }
}

export const Details = Node.create<Viewed>({
  name: "details",
  group: "block",
  content: "detailsSummary detailsContent",
  defining: true,
  isolating: true,
  addOptions: unseen,
  addAttributes: () => ({
    open: {
      default: false,
      parseHTML: (element: HTMLElement) => element.hasAttribute("open"),
      renderHTML: ({ open }: Record<string, unknown>) => (open ? { open: "" } : {}),
    },
  }),
  parseHTML: () => [{ tag: "details" }],
  renderHTML: ({ HTMLAttributes }) => ["details", mergeAttributes(HTMLAttributes), 0],
  addNodeView() {
    return this.options.view;
  },
  addCommands() {
    return {
      setDetails:
        () =>
        ({ state, tr, dispatch }) => {
          const range = state.selection.$from.blockRange(state.selection.$to);
          const { detailsSummary, detailsContent } = state.schema.nodes;
          if (!range || !detailsSummary || !detailsContent) return false;
          const inside = state.doc.slice(range.start, range.end).content;
          if (!detailsContent.contentMatch.matchFragment(inside)?.validEnd) return false;
          const node = this.type.create({ open: true }, [
            detailsSummary.create(),
            detailsContent.create(null, inside),
          ]);
          if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, this.type)) return false;
          if (dispatch) {
            tr.replaceRangeWith(range.start, range.end, node);
            tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 2))).scrollIntoView();
          }
          return true;
        },
      unsetDetails:
        () =>
        ({ state, tr, dispatch }) => {
          const { $from } = state.selection;
          const depth = ancestor($from, this.name);
          if (depth === null) return false;
          const node = $from.node(depth);
          const paragraph = state.schema.nodes.paragraph?.create(null, node.firstChild?.content);
          if (!paragraph || !node.lastChild) return false;
          if (dispatch) {
            const at = $from.before(depth);
            tr.replaceWith(at, at + node.nodeSize, [paragraph, ...node.lastChild.children]);
            tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
          }
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    return {
      Backspace: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        if (!empty || $from.parentOffset > 0 || $from.parent.type.name !== "detailsSummary") return false;
        return editor.commands.unsetDetails();
      },
      // From the heading into the section, which opens for it.
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name === "detailsSummary")
          return editor.commands.setTextSelection($from.after() + 2);
        return leaveSection(editor);
      },
    };
  },
});

export const DetailsSummary = Node.create({
  name: "detailsSummary",
  content: "inline*",
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "summary" }],
  renderHTML: ({ HTMLAttributes }) => ["summary", mergeAttributes(HTMLAttributes), 0],
});

export const DetailsContent = Node.create({
  name: "detailsContent",
  content: "block+",
  defining: true,
  selectable: false,
  parseHTML: () => [{ tag: 'div[data-type="detailsContent"]' }],
  renderHTML: ({ HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-type": "detailsContent" }),
    0,
  ],
});

/** Enter on the empty last line of a section goes on behind it, as in lists. */
function leaveSection(editor: Editor): boolean {
  const { empty, $from } = editor.state.selection;
  const content = $from.depth >= 3 ? $from.node(-1) : null;
  const last = content?.type.name === "detailsContent" && $from.index(-1) === content.childCount - 1;
  if (!empty || !last || $from.parent.content.size > 0 || content.childCount < 2) return false;
  const { tr, schema } = editor.state;
  const behind = $from.after(-2) - $from.parent.nodeSize;
  const line = schema.nodes.paragraph?.create();
  if (!line) return false;
  tr.delete($from.before(), $from.after()).insert(behind, line);
  tr.setSelection(TextSelection.near(tr.doc.resolve(behind + 1))).scrollIntoView();
  editor.view.dispatch(tr);
  return true;
}

type Place = { depth: number; node: (depth: number) => { type: { name: string } } };

/** How deep the nearest node of this type around a place lies; null when there is none. */
export function ancestor(place: Place, name: string): number | null {
  for (let depth = place.depth; depth > 0; depth--) if (place.node(depth).type.name === name) return depth;
  return null;
}
