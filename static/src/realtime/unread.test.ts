import { describe, expect, it } from "vitest";
import { type ReadBase, Unread } from "./unread.ts";

const base = (unread: number, at: number, read_seq = 0): ReadBase => ({ unread, at, read_seq });
const created = (id: number, seq: number, own = false) => ({ id, created: seq, seq, own, deleted: false });
const deleted = (id: number, created: number, seq: number, own = false) => ({
  id,
  created,
  seq,
  own,
  deleted: true,
});

describe("Unread", () => {
  it("adds what came after the count, not what was in it", () => {
    const unread = new Unread(base(2, 10));
    unread.saw(created(1, 10));
    expect(unread.count).toBe(2);
    unread.saw(created(2, 11));
    unread.saw(created(2, 11));
    expect(unread.count).toBe(3);
  });

  it("never counts one's own", () => {
    const unread = new Unread(base(0, 10));
    unread.saw(created(1, 11, true));
    expect(unread.count).toBe(0);
  });

  it("counts a message first heard of by its edit", () => {
    const unread = new Unread(base(0, 10));
    unread.saw({ id: 1, created: 12, seq: 15, own: false, deleted: false });
    expect(unread.count).toBe(1);
  });

  it("takes deletions back, once, wherever the message was counted", () => {
    const unread = new Unread(base(2, 10, 5));
    unread.saw(deleted(1, 8, 11)); // was in the server's count
    unread.saw(deleted(1, 8, 11));
    expect(unread.count).toBe(1);
    unread.saw(created(2, 12));
    unread.saw(deleted(2, 12, 13)); // was counted here
    unread.saw(deleted(3, 14, 15)); // came and went unseen
    unread.saw(deleted(4, 3, 16)); // had been read
    unread.saw(deleted(5, 7, 17, true)); // one's own
    expect(unread.count).toBe(1);
  });

  it("follows a newer count whichever way round it arrives", () => {
    const early = new Unread(base(0, 10));
    early.saw(created(1, 11));
    early.saw(created(2, 12));
    early.rebase(base(0, 11, 11)); // read up to 11, while 12 was on its way
    expect(early.count).toBe(1);

    const late = new Unread(base(0, 10));
    late.rebase(base(0, 11, 11));
    late.saw(created(1, 11));
    late.saw(created(2, 12));
    expect(late.count).toBe(1);
  });

  it("is not fooled by an older count", () => {
    const unread = new Unread(base(0, 20, 20));
    unread.rebase(base(5, 12, 3));
    expect(unread.count).toBe(0);
    expect(unread.readSeq).toBe(20);
  });

  it("stays exact when a deletion is in the new count already", () => {
    const unread = new Unread(base(1, 10, 5));
    unread.saw(deleted(1, 8, 11));
    expect(unread.count).toBe(0);
    unread.rebase(base(0, 12, 5));
    expect(unread.count).toBe(0);
  });

  it("agrees with a full count under any interleaving of both streams", () => {
    for (let seed = 1; seed < 300; seed++) simulate(seed);
  });
});

/** A server with one room and one reader; events and counts reach the client in an order mixed at random. */
function simulate(seed: number): void {
  let state = seed * 2654435761;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const messages: { id: number; created: number; own: boolean; deleted: number | null }[] = [];
  let head = 0;
  let read = 0;
  const truth = () => messages.filter((m) => !m.own && m.deleted === null && m.created > read).length;
  const room: (() => void)[] = [];
  const inbox: (() => void)[] = [];
  const unread = new Unread(base(0, 0));
  for (let step = 0; step < 60; step++) {
    const dice = random();
    if (dice < 0.55) {
      const message = { id: step, created: ++head, own: random() < 0.2, deleted: null };
      messages.push(message);
      const seen = created(message.id, message.created, message.own);
      room.push(() => unread.saw(seen));
    } else if (dice < 0.75) {
      const standing = messages.filter((m) => m.deleted === null);
      const victim = standing[Math.floor(random() * standing.length)];
      if (!victim) continue;
      victim.deleted = ++head;
      const seen = deleted(victim.id, victim.created, victim.deleted, victim.own);
      room.push(() => unread.saw(seen));
    } else {
      read = Math.max(read, Math.floor(random() * (head + 1)));
      const count = base(truth(), head, read);
      inbox.push(() => unread.rebase(count));
    }
    while (random() < 0.5 && room.length + inbox.length) {
      const first = random() < 0.5 ? room : inbox;
      (first.shift() ?? (first === room ? inbox : room).shift())?.();
    }
  }
  for (const deliver of [...room, ...inbox]) deliver();
  expect(unread.count, `seed ${seed}`).toBe(truth());
}
