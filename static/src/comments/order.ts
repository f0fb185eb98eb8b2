/** Which comments a panel shows, and in which order. Pure. */
import type { CommentMark, Message } from "../wire.ts";
import type { Range } from "./anchors.ts";

export type Filter = "open" | "resolved" | "mine";

export interface Comment {
  root: Message;
  mark: CommentMark;
}

/** The comment that a message begins, if it is one on this document. */
export function commentOf(message: Message, document: number): Comment | null {
  const mark = message.extra?.comment;
  return mark && mark.document === document && message.deleted_at === null ? { root: message, mark } : null;
}

/** Whether it has a passage that is not in the text any more. */
export function isOrphan({ mark }: Comment, ranges: ReadonlyMap<number, Range>): boolean {
  return mark.start !== "" && !ranges.has(mark.id);
}

/** Begun by me, answered by me, or naming me. */
export function concerns({ root }: Comment, me: string): boolean {
  return root.author === me || root.mentions.includes(me) || (root.replies?.people.includes(me) ?? false);
}

export function chosen(comments: readonly Comment[], filter: Filter, me: string): Comment[] {
  if (filter === "mine") return comments.filter((one) => concerns(one, me));
  return comments.filter(({ mark }) => (mark.resolved_at !== null) === (filter === "resolved"));
}

/** In the order of the text; those on the whole document first, those whose passage is gone last. */
export function inTextOrder(comments: readonly Comment[], ranges: ReadonlyMap<number, Range>): Comment[] {
  const place = ({ mark }: Comment) =>
    mark.start === "" ? -1 : (ranges.get(mark.id)?.from ?? Number.POSITIVE_INFINITY);
  return [...comments].sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one === other ? a.mark.id - b.mark.id : one < other ? -1 : 1;
  });
}
