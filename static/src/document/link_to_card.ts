/** A link that has a line of its own can become a card. */
import type { Editor } from "@tiptap/core";
import { placeLinkCard } from "./insert.ts";

interface Alone {
  href: string;
  title: string;
  from: number;
  to: number;
}

function alone(editor: Editor): Alone | null {
  const { $from } = editor.state.selection;
  const { parent } = $from;
  if (parent.type.name !== "paragraph" || parent.childCount !== 1 || $from.depth !== 1) return null;
  const href = parent.firstChild?.marks.find((mark) => mark.type.name === "link")?.attrs.href;
  if (typeof href !== "string") return null;
  const title = parent.textContent === href ? "" : parent.textContent.slice(0, 500);
  return { href, title, from: $from.before(), to: $from.after() };
}

export function linkStandsAlone(editor: Editor): boolean {
  return alone(editor) !== null;
}

export function linkAsCard(editor: Editor): void {
  const found = alone(editor);
  if (found) void placeLinkCard(editor, found.href, found.title, found);
}
