import { expect, test } from "vitest";
import { testMessage } from "../chat/samples.ts";
import { type Comment, chosen, commentOf, concerns, inTextOrder, isOrphan } from "./order.ts";

function comment(id: number, author = "ann", change: Partial<Comment["mark"]> = {}): Comment {
  const mark = {
    id,
    document: 7,
    title: "Plan",
    passage: "words",
    start: "AQ",
    end: "AQ",
    resolved_at: null,
    resolved_by: null,
    ...change,
  };
  const extra = { files: [], poll: null, quote: null, previews: [], comment: mark };
  return { mark, root: testMessage(id, author, 0, { extra }) };
}

const ids = (comments: Comment[]) => comments.map(({ mark }) => mark.id);

test("a message is a comment on its own document, until it is deleted", () => {
  const { root } = comment(1);
  expect(commentOf(root, 7)?.mark.id).toBe(1);
  expect(commentOf(root, 8)).toBeNull();
  expect(commentOf({ ...root, deleted_at: "2026-01-01T00:00:00Z" }, 7)).toBeNull();
  expect(commentOf(testMessage(2, "ann"), 7)).toBeNull();
});

test("they stand in the order of the text, orphans last, those on the whole first", () => {
  const ranges = new Map([
    [1, { from: 40, to: 50 }],
    [2, { from: 5, to: 9 }],
  ]);
  const all = [comment(1), comment(2), comment(3), comment(4, "ann", { start: "", end: "" })];
  expect(ids(inTextOrder(all, ranges))).toEqual([4, 2, 1, 3]);
  expect(all.map((one) => isOrphan(one, ranges))).toEqual([false, false, true, false]);
});

test("open, resolved and mine", () => {
  const resolved = comment(2, "bo", { resolved_at: "2026-01-01T00:00:00Z", resolved_by: "ann" });
  const all = [comment(1), resolved, comment(3, "bo")];
  expect(ids(chosen(all, "open", "bo"))).toEqual([1, 3]);
  expect(ids(chosen(all, "resolved", "bo"))).toEqual([2]);
  expect(ids(chosen(all, "mine", "bo"))).toEqual([2, 3]);
});

test("a comment that one answered or that names one is one's own concern", () => {
  const { root, mark } = comment(1);
  const replies = { count: 1, last_at: null, last_seq: 2, people: ["cy"], locked: false };
  expect(concerns({ mark, root: { ...root, replies } }, "cy")).toBe(true);
  expect(concerns({ mark, root: { ...root, mentions: ["cy"] } }, "cy")).toBe(true);
  expect(concerns({ mark, root }, "cy")).toBe(false);
});
