/** Messages for tests. */
import type { Message } from "../wire.ts";

const START = new Date(2026, 0, 5, 9, 0).getTime();

/** A message whose id is its sequence, `after` milliseconds into a morning. */
export function testMessage(id: number, author: string, after = 0, changes: Partial<Message> = {}): Message {
  return {
    id,
    room: 1,
    seq: id,
    created_seq: id,
    body: `b${id}`,
    html: `<p>b${id}</p>`,
    author,
    client_id: `c${id}`,
    created_at: new Date(START + after).toISOString(),
    edited_at: null,
    deleted_at: null,
    expired: false,
    kind: "text",
    thread: null,
    replies: null,
    reactions: [],
    pinned: null,
    mentions: [],
    everyone: "",
    extra: null,
    ...changes,
  };
}
