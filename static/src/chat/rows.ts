/** From messages to the rows of a log: days, the "new" mark, heads and followers. Pure. */
import type { Pending } from "../realtime/outbox.ts";
import type { Message } from "../wire.ts";

export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: "new" }
  | { kind: "message"; key: string; message: Message; head: boolean }
  | { kind: "pending"; key: string; pending: Pending; head: boolean };

/** A head is repeated after this pause, milliseconds. */
export const HEAD_EVERY = 5 * 60_000;

interface Line {
  author: string;
  at: string;
  row: (head: boolean) => Row;
  /** the message's place in the stream; pending ones have none */
  created: number | null;
  /** "Ann waves" is a sentence of its own, never a follower */
  alone: boolean;
  /** what is left of a deleted message */
  gone: boolean;
}

/**
 * The rows to show. `messages` ascend by created_seq; `newAfter` is the sequence after which others' messages are new
 * (null: no mark), but for deleted ones, which nobody counts; `me` writes the pending ones.
 */
export function rowsOf(
  messages: readonly Message[],
  pending: readonly Pending[],
  me: string,
  newAfter: number | null,
): Row[] {
  const rows: Row[] = [];
  let before: Line | null = null;
  let marked = newAfter === null;
  for (const line of lines(messages, pending, me)) {
    const fresh = !marked && !line.gone && (line.created ?? 0) > (newAfter ?? 0) && line.author !== me;
    const newDay = !before || day(before.at) !== day(line.at);
    if (newDay) rows.push({ kind: "day", key: `day-${day(line.at)}`, at: line.at });
    if (fresh) rows.push({ kind: "new", key: "new" });
    marked ||= fresh;
    rows.push(line.row(newDay || fresh || isHead(before, line)));
    before = line;
  }
  return rows;
}

function lines(messages: readonly Message[], pending: readonly Pending[], me: string): Line[] {
  return [
    ...messages.map((message) => ({
      author: message.author,
      at: message.created_at,
      created: message.created_seq,
      alone: message.kind === "me" && message.deleted_at === null,
      gone: message.deleted_at !== null,
      row: (head: boolean): Row => ({
        kind: "message",
        key: keyOf(message.author, message.client_id),
        message,
        head,
      }),
    })),
    ...pending.map((item) => ({
      author: me,
      at: item.written_at,
      created: null,
      alone: item.kind === "me",
      gone: false,
      row: (head: boolean): Row => ({ kind: "pending", key: keyOf(me, item.client_id), pending: item, head }),
    })),
  ];
}

/** The same key while it is pending and after, so that the line stays where it is. */
function keyOf(author: string, client_id: string): string {
  return `${author}/${client_id}`;
}

function isHead(before: Line | null, line: Line): boolean {
  if (!before || before.author !== line.author || before.alone || line.alone) return true;
  return Date.parse(line.at) - Date.parse(before.at) >= HEAD_EVERY;
}

/** The local calendar day of an ISO time, as a key. */
function day(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
