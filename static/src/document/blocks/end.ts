/** A click below the text goes on writing there: on a new line, where the last block takes no cursor behind it. */
import type { Editor } from "@tiptap/core";

export function focusEnd(editor: Editor): void {
  const last = editor.state.doc.lastChild;
  if (
    !editor.isEditable ||
    !last ||
    ["paragraph", "heading"].includes(last.type.name) ||
    /List$/.test(last.type.name)
  ) {
    editor.commands.focus("end");
    return;
  }
  const end = editor.state.doc.content.size;
  editor
    .chain()
    .insertContentAt(end, { type: "paragraph" })
    .setTextSelection(end + 1)
    .focus()
    .run();
}
