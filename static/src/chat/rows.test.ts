import { describe, expect, it } from "vitest";
import type { Pending } from "../realtime/outbox.ts";
import type { Message } from "../wire.ts";
import { History } from "./history.ts";
import { NewMark } from "./new_mark.ts";
import { HEAD_EVERY, rowsOf } from "./rows.ts";

const START = new Date(2026, 0, 5, 9, 0).getTime();

function message(id: number, author: string, after = 0, changes: Partial<Message> = {}): Message {
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
    ...changes,
  };
}

const pending = (client_id: string, after = 0): Pending => ({
  client_id,
  room: 1,
  body: "x",
  written_at: new Date(START + after).toISOString(),
  condition: "waiting",
  reason: null,
  attempts: 0,
});

const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => ("head" in row ? `${row.kind}${row.head ? "+" : ""}` : row.kind));

describe("rowsOf", () => {
  it("groups by author and five minutes, under their day", () => {
    const rows = rowsOf(
      [
        message(1, "bo"),
        message(2, "bo", 60_000),
        message(3, "ann", 61_000),
        message(4, "ann", 61_000 + HEAD_EVERY),
        message(5, "ann", 86_400_000),
      ],
      [],
      "ann",
      null,
    );
    expect(shape(rows)).toEqual(["day", "message+", "message", "message+", "message+", "day", "message+"]);
  });

  it("marks the first new message of somebody else, once, with a head", () => {
    const messages = [message(1, "bo"), message(2, "ann"), message(3, "bo"), message(4, "bo")];
    expect(shape(rowsOf(messages, [], "ann", 1))).toEqual([
      "day",
      "message+",
      "message+",
      "new",
      "message+",
      "message",
    ]);
    expect(shape(rowsOf(messages, [], "ann", 4))).not.toContain("new");
    expect(shape(rowsOf(messages, [], "ann", null))).not.toContain("new");
  });

  it("puts pending ones at the end, grouped with one's own", () => {
    const rows = rowsOf([message(1, "ann")], [pending("x", 1000), pending("y", 2000)], "ann", null);
    expect(shape(rows)).toEqual(["day", "message+", "pending", "pending"]);
  });

  it("keeps the key of a message from pending to sent, and tells authors apart", () => {
    const before = rowsOf([], [pending("c7")], "ann", null).at(-1)?.key;
    const after = rowsOf([message(7, "ann")], [], "ann", null).at(-1)?.key;
    expect(before).toBe(after);
    const others = rowsOf([message(7, "ann"), message(8, "bo", 0, { client_id: "c7" })], [], "ann", null);
    expect(new Set(others.map((row) => row.key)).size).toBe(others.length);
  });
});

describe("History", () => {
  it("orders by place, keeps the newest state, leaves tombstones out", () => {
    const history = new History();
    history.page([message(3, "bo"), message(5, "bo")], false);
    expect(history.put(message(4, "bo"))).toBe(true);
    expect(history.put(message(3, "bo", 0, { seq: 9, body: "edited" }))).toBe(false);
    expect(history.put(message(3, "bo", 0, { seq: 6, body: "stale" }))).toBe(false);
    history.put(message(5, "bo", 0, { seq: 10, deleted_at: "2026-01-05T10:00:00Z" }));
    expect(history.messages.map((one) => one.body)).toEqual(["edited", "b4"]);
    expect(history.newest).toBe(4);
  });

  it("does not show a lone message from before what is loaded", () => {
    const history = new History();
    history.page([message(50, "bo"), message(51, "bo")], true);
    expect(history.floor).toBe(50);
    expect(history.put(message(7, "bo", 0, { seq: 60 }))).toBe(false);
    expect(history.messages).toHaveLength(2);
    history.page([message(7, "bo", 0, { seq: 60 })], false);
    expect(history.floor).toBe(0);
    expect(history.messages).toHaveLength(3);
  });

  it("begins anew after a reset", () => {
    const history = new History();
    history.page([message(50, "bo")], true);
    history.clear();
    history.page([message(2, "bo")], false);
    expect(history.messages.map((one) => one.id)).toEqual([2]);
  });
});

describe("NewMark", () => {
  it("stands above what was unread on arrival and goes with an answer", () => {
    expect(new NewMark(0, 7).after).toBe(null);
    const mark = new NewMark(3, 7);
    expect(mark.after).toBe(7);
    mark.cameUnseen(7);
    expect(mark.after).toBe(7);
    mark.cameUnseen(12);
    expect(mark.after).toBe(12);
    mark.answered();
    expect(mark.after).toBe(null);
  });
});
