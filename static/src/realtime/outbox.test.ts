import { describe, expect, it } from "vitest";
import {
  added,
  MOST_ATTEMPTS,
  next,
  type Pending,
  refused,
  removed,
  restored,
  retried,
  started,
} from "./outbox.ts";
import { PendingStorage } from "./storage.ts";

const text = (client_id: string, body = client_id) => ({
  client_id,
  room: 1,
  body,
  written_at: `2026-01-01T00:00:0${client_id}Z`,
});
const two = () => added(added([], text("1")), text("2"));

describe("outbox", () => {
  it("sends one at a time, the oldest first", () => {
    let items = two();
    expect(next(items)?.client_id).toBe("1");
    items = started(items, "1");
    expect(next(items)).toBe(null);
    items = removed(items, "1");
    expect(next(items)?.client_id).toBe("2");
  });

  it("keeps waiting when the line is down, for as long as it takes", () => {
    let items = two();
    for (let time = 0; time < 50; time++)
      items = refused(started(items, "1"), "1", "offline", "The line is down.");
    expect(items[0]).toMatchObject({ condition: "waiting", reason: null });
    expect(next(items)?.client_id).toBe("1");
  });

  it("gives the person the choice when the server refuses, and lets the next one pass", () => {
    const items = refused(started(two(), "1"), "1", "too_large", "The text is too long.");
    expect(items[0]).toMatchObject({ condition: "failed", reason: "The text is too long." });
    expect(next(items)?.client_id).toBe("2");
    expect(next(retried(items, "1"))?.client_id).toBe("1");
  });

  it("puts off what is too fast, but not for ever", () => {
    let items = two();
    for (let time = 1; time < MOST_ATTEMPTS; time++)
      items = refused(started(items, "1"), "1", "too_fast", "Slower.");
    expect(items[0]?.condition).toBe("waiting");
    items = refused(started(items, "1"), "1", "too_fast", "Slower.");
    expect(items[0]?.condition).toBe("failed");
  });

  it("does nothing about a message that is gone", () => {
    expect(refused(two(), "9", "offline", "")).toEqual(two());
    expect(started([], "9")).toEqual([]);
  });

  it("waits again after a reload with the same client_id; a failed one stays failed", () => {
    expect(restored({ ...text("1"), condition: "sending", reason: null, attempts: 3 })).toMatchObject({
      client_id: "1",
      condition: "waiting",
      attempts: 0,
    });
    expect(restored({ ...text("1"), condition: "failed", reason: "Too long." })).toMatchObject({
      condition: "failed",
      reason: "Too long.",
    });
    for (const junk of [null, 4, "x", {}, { client_id: 1 }]) expect(restored(junk)).toBe(null);
  });
});

function memory(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    clear: () => values.clear(),
  };
}

describe("PendingStorage", () => {
  it("keeps texts per account, oldest first, and survives junk", () => {
    const store = memory();
    const ann = new PendingStorage(1, store);
    const bo = new PendingStorage(2, store);
    const [first, second] = two() as [Pending, Pending];
    ann.save(second);
    ann.save(first);
    store.setItem(`${ann.prefix}junk`, "{not json");
    expect(ann.load().map((item) => item.client_id)).toEqual(["1", "2"]);
    expect(bo.load()).toEqual([]);
    ann.remove("1");
    expect(ann.load().map((item) => item.client_id)).toEqual(["2"]);
  });

  it("does not fall over when the browser keeps nothing", () => {
    const broken = new Proxy(memory(), {
      get: () => {
        throw new Error("forbidden");
      },
    });
    const storage = new PendingStorage(1, broken);
    storage.save(two()[0] as Pending);
    expect(storage.load()).toEqual([]);
  });
});
