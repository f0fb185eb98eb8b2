/** What the bar does to the words alone: marks, signs that open a list, emoji; and what a pasted address does. */
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import type { Field } from "./field.ts";
import type { Format } from "./keys.ts";
import { fenced, linked, pastedLink, toggleMark } from "./markup.ts";
import type { ToolbarActs } from "./toolbar.ts";

export type FormatActs = Readonly<Record<Format, () => void>>;

export function formatActs(field: Field): FormatActs {
  const mark = (sign: string) => field.edit((text, start, end) => toggleMark(text, start, end, sign));
  return {
    bold: () => mark("**"),
    italic: () => mark("_"),
    code: () =>
      field.edit((text, start, end) =>
        text.slice(start, end).includes("\n") ? fenced(text, start, end) : toggleMark(text, start, end, "`"),
      ),
    link: () => field.edit(linked),
  };
}

/** `look` proposes what may complete the word at the cursor. */
export function fieldActs(
  field: Field,
  look: () => void,
): FormatActs & Pick<ToolbarActs, "mention" | "emoji"> {
  return {
    ...formatActs(field),
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

export async function insertEmoji(field: Field, anchor: HTMLElement): Promise<void> {
  const emoji = await openEmojiPicker(anchor);
  if (emoji) field.insert(emoji);
}

/** An address that is pasted over selected words links them. */
export function linkPasted(field: Field, event: ClipboardEvent): void {
  const { value, selectionStart, selectionEnd } = field.input;
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const made = pastedLink(value, selectionStart, selectionEnd, pasted);
  if (!made) return;
  event.preventDefault();
  field.edit(() => made);
}
