import { describe, expect, it } from "vitest";
import { type Pending, PLAIN } from "../realtime/outbox.ts";
import { NewMark } from "./new_mark.ts";
import { HEAD_EVERY, rowsOf } from "./rows.ts";
import { testMessage } from "./samples.ts";

const message = testMessage;
const START = Date.parse(message(1, "").created_at);

const pending = (client_id: string, after = 0): Pending => ({
  ...PLAIN,
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

  it("lets a sentence about somebody stand alone", () => {
    const rows = rowsOf(
      [message(1, "bo"), message(2, "bo", 1, { kind: "me" }), message(3, "bo", 2)],
      [],
      "ann",
      null,
    );
    expect(shape(rows)).toEqual(["day", "message+", "message+", "message+"]);
  });

  it("leaves a deleted message in its place, and calls it neither new nor a sentence", () => {
    const gone = { deleted_at: "2026-01-05T10:00:00Z", body: "", html: "" };
    const all = [message(1, "bo"), message(2, "bo", 1, { ...gone, kind: "me" }), message(3, "bo", 2)];
    expect(shape(rowsOf(all, [], "ann", null))).toEqual(["day", "message+", "message", "message"]);
    expect(shape(rowsOf(all, [], "ann", 1))).toEqual(["day", "message+", "message", "new", "message+"]);
    expect(shape(rowsOf(all.slice(0, 2), [], "ann", 1))).not.toContain("new");
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
