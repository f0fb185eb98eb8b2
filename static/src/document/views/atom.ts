/** Views of nodes that hold no text: drawn by us, one piece for the editor. */
import type { Editor, NodeViewRenderer } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";

/** A view's place in the document. */
export interface Place {
  readonly editor: Editor;
  /** null once it is gone */
  position(): number | null;
  /** Changes attributes; `quiet`: not a step of one's own undo. */
  change(attributes: Record<string, unknown>, quiet?: boolean): void;
  remove(): void;
}

export interface Drawn {
  readonly dom: HTMLElement;
  /** Called at first and whenever the node changed. */
  show(node: Node): void;
  /** Enter on the selected node, or its button. */
  edit?: () => void;
  chosen?: (chosen: boolean) => void;
  leave?: () => void;
  /** Whether an event is the view's own business, not the editor's. */
  own?: (event: Event) => boolean;
}

/** Asks a node's view to let the person edit it. */
export const EDIT = "collab:edit";

export function placeOf(editor: Editor, getPos: () => number | undefined): Place {
  const position = () => getPos() ?? null;
  return {
    editor,
    position,
    change(attributes, quiet = false) {
      const at = position();
      const node = at === null ? null : editor.state.doc.nodeAt(at);
      if (at === null || !node) return;
      const tr = editor.state.tr.setNodeMarkup(at, undefined, { ...node.attrs, ...attributes });
      editor.view.dispatch(quiet ? tr.setMeta("addToHistory", false) : tr);
    },
    remove() {
      const at = position();
      const node = at === null ? null : editor.state.doc.nodeAt(at);
      if (at !== null && node) editor.view.dispatch(editor.state.tr.delete(at, at + node.nodeSize));
      editor.commands.focus();
    },
  };
}

export function atomView(make: (place: Place) => Drawn): NodeViewRenderer {
  return ({ editor, getPos, node: first }) => {
    let node = first;
    const drawn = make(placeOf(editor, getPos));
    const { dom } = drawn;
    drawn.show(node);
    dom.addEventListener(EDIT, () => editor.isEditable && drawn.edit?.());
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false;
        if (next !== node) {
          node = next;
          drawn.show(next);
        }
        return true;
      },
      selectNode() {
        dom.classList.add("ProseMirror-selectednode");
        drawn.chosen?.(true);
      },
      deselectNode() {
        dom.classList.remove("ProseMirror-selectednode");
        drawn.chosen?.(false);
      },
      stopEvent: (event) => drawn.own?.(event) ?? false,
      ignoreMutation: () => true,
      destroy: () => drawn.leave?.(),
    };
  };
}

/** A button within a node: it leaves the text's selection alone, and its clicks are its own. */
export function inControl(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("button, input, select, a, label") !== null;
}
