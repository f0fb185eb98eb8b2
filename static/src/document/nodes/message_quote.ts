/** A message of a room, quoted into the document with the way back to it. */
import { mergeAttributes, Node } from "@tiptap/core";
import { LONGEST, number, words } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

export interface QuoteAttributes {
  room: number | null;
  message: number | null;
  author: string;
  name: string;
  /** when it was said, ISO */
  at: string;
}

/** The message where it was said; null when the quote does not know it. */
export function quoteAddress({ room, message }: Pick<QuoteAttributes, "room" | "message">): string | null {
  return Number.isInteger(room) && Number.isInteger(message) ? `/rooms/${room}/m/${message}/` : null;
}

export const MessageQuote = Node.create<Viewed>({
  name: "messageQuote",
  group: "block",
  content: "block+",
  defining: true,
  addOptions: unseen,
  addAttributes: () => ({
    room: number("room"),
    message: number("message"),
    author: words("author", LONGEST.id),
    name: words("name", 200),
    at: words("at", 40),
  }),
  parseHTML: () => [{ tag: 'div[data-type="messageQuote"]' }],
  renderHTML: ({ HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-type": "messageQuote", class: "message-quote" }),
    0,
  ],
  addNodeView() {
    return this.options.view;
  },
});
