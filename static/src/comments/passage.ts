/** The words of a passage, as they are kept with a comment or quoted. */
import type { EditorState } from "@tiptap/pm/state";
import type { Range } from "./anchors.ts";

const LONGEST = 2_000;

export function passageIn(state: EditorState, { from, to }: Range): string {
  const text = state.doc.textBetween(from, to, "\n", (leaf) =>
    String(leaf.attrs.label ?? leaf.attrs.alt ?? " "),
  );
  return shortened(text.replace(/\n{2,}/g, "\n").trim());
}

/** The text block that the cursor is in; null when it is empty. */
export function passageAround(state: EditorState): Range | null {
  const { $from } = state.selection;
  if (!$from.parent.isTextblock || $from.parent.content.size === 0) return null;
  return { from: $from.start(), to: $from.end() };
}

/** Cut where the server would refuse it. Pure. */
export function shortened(text: string, most = LONGEST): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
