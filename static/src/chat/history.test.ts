import { describe, expect, it } from "vitest";
import { History } from "./history.ts";
import { testMessage as message } from "./samples.ts";
import { END } from "./stretches.ts";

const ids = (history: History, seq = END) => {
  const piece = history.piece(seq);
  return piece ? history.in(piece).map((one) => one.id) : null;
};
const GONE = { deleted_at: "2026-01-05T10:00:00Z", body: "", html: "" };

describe("History", () => {
  it("orders by place and keeps the newest state", () => {
    const history = new History();
    history.cover({ from: 0, to: END }, [message(3, "bo"), message(5, "bo")]);
    expect(history.put(message(4, "bo"))).toBe(true);
    expect(history.put(message(3, "bo", 0, { seq: 9, body: "edited" }))).toBe(false);
    expect(history.put(message(3, "bo", 0, { seq: 6, body: "stale" }))).toBe(false);
    expect(history.get(3)?.body).toBe("edited");
    expect(ids(history)).toEqual([3, 4, 5]);
    expect(history.newest).toBe(5);
  });

  it("keeps deleted ones in their place, until their time is over", () => {
    const history = new History();
    history.cover({ from: 0, to: END }, [message(1, "bo"), message(2, "bo"), message(3, "bo")]);
    history.put(message(1, "bo", 0, { seq: 10, ...GONE }));
    history.put(message(3, "bo", 0, { seq: 11, ...GONE }));
    expect(ids(history)).toEqual([1, 2, 3]);
    expect(history.get(1)?.body).toBe("");
    history.expire(2);
    history.expire(1);
    expect(ids(history)).toEqual([3]);
    history.clear();
    history.cover({ from: 0, to: END }, [message(1, "bo")]);
    expect(ids(history)).toEqual([1]);
  });

  it("shows nothing alone that is far from what is loaded", () => {
    const history = new History();
    history.cover({ from: 50, to: END }, [message(50, "bo"), message(51, "bo")]);
    expect(history.put(message(7, "bo", 0, { seq: 60 }))).toBe(false);
    expect(ids(history)).toEqual([50, 51]);
    history.cover({ from: 0, to: 50 }, [message(7, "bo", 0, { seq: 60 })]);
    expect(ids(history)).toEqual([7, 50, 51]);
  });

  it("holds several pieces and forgets what is not wanted any more", () => {
    const history = new History();
    history.cover({ from: 90, to: END }, [message(90, "bo"), message(95, "bo")]);
    history.cover({ from: 10, to: 21 }, [message(10, "bo"), message(20, "bo")]);
    expect(ids(history, 20)).toEqual([10, 20]);
    expect(ids(history)).toEqual([90, 95]);
    expect(history.piece(50)).toBe(null);
    expect(history.newest).toBe(95);
    history.keep({ from: 15, to: 60 });
    expect(history.piece(END)).toBe(null);
    expect(history.newest).toBe(0);
    expect(ids(history, 15)).toEqual([20]);
    expect(history.get(95)).toBe(undefined);
  });

  it("takes back what was shown ahead when the server says something else", () => {
    const history = new History();
    const first = message(1, "bo");
    history.cover({ from: 0, to: END }, [first]);
    history.patch({ ...first, body: "ahead" });
    expect(history.get(1)?.body).toBe("ahead");
    history.put({ ...first, seq: 2, body: "true" });
    history.patch(first); // a refusal that comes late
    expect(history.get(1)?.body).toBe("true");
    expect(ids(history)).toEqual([1]);
  });
});
