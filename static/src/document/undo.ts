/** Undo belongs to the Yjs history, one's own edits only; what is done within half a second is one step of it. */
import type { Editor } from "@tiptap/core";
import { yUndoPluginKey } from "@tiptap/y-tiptap";

/** What `change` does is undone by itself, not together with what was typed around it. */
export function oneUndoStep(editor: Editor, change: () => void): void {
  const manager = yUndoPluginKey.getState(editor.state)?.undoManager;
  manager?.stopCapturing();
  change();
  manager?.stopCapturing();
}
