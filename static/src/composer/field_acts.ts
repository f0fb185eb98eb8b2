/** What the bar does to the words alone: marks, signs that open a list, emoji. */
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import type { Field } from "./field.ts";
import { fenced, linked, toggleMark } from "./markup.ts";
import type { ToolbarActs } from "./toolbar.ts";

type FieldActs = Pick<ToolbarActs, "bold" | "italic" | "code" | "link" | "mention" | "emoji">;

/** `look` proposes what may complete the word at the cursor. */
export function fieldActs(field: Field, look: () => void): FieldActs {
  const mark = (sign: string) => field.edit((text, start, end) => toggleMark(text, start, end, sign));
  return {
    bold: () => mark("**"),
    italic: () => mark("_"),
    code: () =>
      field.edit((text, start, end) =>
        text.slice(start, end).includes("\n") ? fenced(text, start, end) : toggleMark(text, start, end, "`"),
      ),
    link: () => field.edit(linked),
    mention: () => begin(field, "@", look),
    emoji: (anchor) => void insertEmoji(field, anchor),
  };
}

/** Type a sign that opens a list. */
export function begin(field: Field, sign: string, look: () => void): void {
  field.edit((text, start, end) => {
    const before = start > 0 && !/\s/.test(text[start - 1] as string) ? " " : "";
    const at = start + before.length + 1;
    return { text: text.slice(0, start) + before + sign + text.slice(end), start: at, end: at };
  });
  look();
}

async function insertEmoji(field: Field, anchor: HTMLElement): Promise<void> {
  const emoji = await openEmojiPicker(anchor);
  if (emoji) field.insert(emoji);
}
