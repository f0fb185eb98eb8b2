import { describe, expect, it } from "vitest";
import type { Message } from "../wire.ts";
import { testMessage } from "./samples.ts";
import { END } from "./stretches.ts";
import { type Asked, type Page, Timeline } from "./timeline.ts";

/** A server with messages 1…count, pages of 50. */
function room(count: number) {
  const all = Array.from({ length: count }, (_, index) => testMessage(index + 1, "bo"));
  const asked: Asked[] = [];
  const page = async (ask: Asked): Promise<Page> => {
    asked.push(ask);
    let from = all.length - 50;
    if (ask.before !== undefined) from = ask.before - 51;
    if (ask.after !== undefined) from = ask.after;
    if (ask.around !== undefined) from = ask.around - 25;
    const first = Math.max(0, from);
    const last = Math.min(all.length, ask.before === undefined ? from + 50 : ask.before - 1);
    return { messages: all.slice(first, last), more: first > 0, newer: last < all.length, people: {} };
  };
  const timeline = new Timeline({ page, belongs: (one) => !one.thread, changed: () => {} });
  const come = () => {
    const message = testMessage(all.length + 1, "bo");
    all.push(message);
    return timeline.put(message);
  };
  return { timeline, asked, come, all };
}
const GONE = { deleted_at: "2026-01-05T10:00:00Z", body: "", html: "" };

/** A server on which messages come, are deleted and expire; pages of 15 as it gives them. */
class Room {
  all = range(1, 40).map((id) => testMessage(id, "bo"));
  #head = 40;

  timeline(thread: number | null): Timeline {
    const page = async ({ before = END }: Asked): Promise<Page> => {
      const kept = this.kept(thread).filter((one) => one.created_seq < before);
      return { messages: kept.slice(-15), more: kept.length > 15, newer: before !== END, people: {} };
    };
    return new Timeline({ page, belongs: (one) => one.thread === thread, changed: () => {} });
  }

  /** What expires is always the oldest part, other tombstones included. */
  kept(thread: number | null): Message[] {
    const edge = Math.max(0, ...this.all.filter(({ expired }) => expired).map((one) => one.created_seq));
    return this.all.filter((one) => one.created_seq > edge && one.thread === thread);
  }

  create(thread: number | null): Message[] {
    const made = testMessage(++this.#head, "bo", 0, { thread });
    this.all.push(made);
    return [made];
  }

  delete(victims: readonly Message[], expired: boolean): Message[] {
    const tombstones = victims.map((one) => ({ ...one, ...GONE, expired, seq: ++this.#head }));
    this.all = this.all.map((one) => tombstones.find(({ id }) => id === one.id) ?? one);
    return tombstones;
  }

  /** Something happens; the messages as events tell them. */
  next(random: () => number): Message[] {
    const standing = this.all.filter((one) => one.deleted_at === null);
    const one = standing[Math.floor(random() * standing.length)];
    const what = random();
    if (what < 0.4 || !one) return this.create(random() < 0.3 ? 1 : null);
    return what < 0.9 ? this.delete([one], false) : this.delete(standing.slice(0, 3), true);
  }
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const ids = (timeline: Timeline) => timeline.messages.map((one) => one.id);

describe("Timeline", () => {
  it("loads older ones page by page until the beginning", async () => {
    const { timeline } = room(120);
    await timeline.newest();
    expect(ids(timeline)).toEqual(range(71, 120));
    await timeline.older();
    await timeline.older();
    expect(ids(timeline)).toEqual(range(1, 120));
    expect(timeline.more).toBe(false);
    expect(timeline.live).toBe(true);
  });

  it("opens a place in old history, goes on from it, and returns to the newest", async () => {
    const { timeline, come } = room(400);
    await timeline.newest();
    expect(await timeline.around(100)).toBe(true);
    expect(ids(timeline)).toEqual(range(76, 125));
    expect(timeline.live).toBe(false);
    come();
    expect(ids(timeline)).toEqual(range(76, 125));
    expect(timeline.countAfter(400, "ann")).toBe(1);
    await timeline.newer();
    await timeline.older();
    expect(ids(timeline)).toEqual(range(26, 175));
    await timeline.newest();
    expect(ids(timeline)).toEqual(range(351, 401));
  });

  it("walks back to the live end without a hole or a double", async () => {
    const { timeline, come } = room(300);
    await timeline.around(30);
    come();
    for (let step = 0; step < 10 && !timeline.live; step += 1) await timeline.newer();
    come();
    expect(ids(timeline)).toEqual(range(6, 302));
  });

  it("keeps what came while the page was on its way", async () => {
    const { timeline, all } = room(300);
    await timeline.around(270);
    const loading = timeline.newer(); // its page is read before the next message is written
    timeline.put(testMessage(301, "bo"));
    await loading;
    expect(all).toHaveLength(300);
    expect(timeline.live).toBe(true);
    expect(ids(timeline).at(-1)).toBe(301);
  });

  it("goes where it is told even while something else loads", async () => {
    const { timeline } = room(400);
    await timeline.around(100);
    const [, there] = await Promise.all([timeline.older(), timeline.around(300)]);
    expect(there).toBe(true);
    expect(ids(timeline)).toContain(300);
    await Promise.all([timeline.older(), timeline.newest()]);
    expect(timeline.live).toBe(true);
  });

  it("forgets what is far from where one reads", async () => {
    const { timeline } = room(5_000);
    await timeline.newest();
    for (let step = 0; step < 60; step += 1) {
      timeline.centre = ids(timeline)[0] as number;
      await timeline.older();
      expect(timeline.history.size).toBeLessThanOrEqual(1_650);
    }
    const shown = ids(timeline);
    expect(shown[0]).toBe(5_000 - 50 * 61 + 1);
    expect(shown).toEqual(range(shown[0] as number, shown.at(-1) as number));
    expect(timeline.live).toBe(false);
  });

  it("goes where it is told however much is loaded elsewhere", async () => {
    for (let pages = 28; pages < 36; pages += 1) {
      const { timeline } = room(4_000);
      await timeline.around(1_900);
      for (let page = 0; page < pages; page += 1) {
        await timeline.older();
        timeline.centre = timeline.messages[0]?.created_seq ?? END;
      }
      await timeline.newest();
      expect(ids(timeline)).toEqual(range(3_951, 4_000));
      expect(await timeline.around(1_000)).toBe(true);
    }
  });

  it("begins to read right after what was read", async () => {
    const { timeline } = room(500);
    await timeline.newest();
    await timeline.after(200);
    expect(ids(timeline)).toEqual(range(151, 250));
    expect(timeline.history.piece(END)).not.toBe(null);
  });

  it("is where one reads after everything was void", async () => {
    const { timeline } = room(500);
    await timeline.around(100);
    timeline.centre = 100;
    await timeline.refetch();
    expect(ids(timeline)).toContain(100);
    expect(timeline.live).toBe(false);
  });

  it("shows the same by events as afresh, whatever is deleted and expires", async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      let state = seed;
      const random = () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
      };
      const server = new Room();
      const open = [null, 1].map((thread) => ({ thread, timeline: server.timeline(thread) }));
      for (const { timeline } of open) await timeline.newest();
      for (let step = 0; step < 60; step += 1) {
        for (const message of server.next(random)) for (const { timeline } of open) timeline.put(message);
        if (random() < 0.1) for (const { timeline } of open) await timeline.older();
      }
      for (const { thread, timeline } of open) {
        while (timeline.more) await timeline.older();
        expect(timeline.messages, `seed ${seed}, thread ${thread}`).toEqual(server.kept(thread));
      }
    }
  });

  it("says what went wrong and tries again", async () => {
    let broken = true;
    const timeline = new Timeline({
      page: async () => {
        if (broken) throw new Error("The line is down.");
        return { messages: [testMessage(1, "bo")], more: false, people: {} };
      },
      belongs: () => true,
      changed: () => {},
    });
    await timeline.newest();
    expect(timeline.fault).toBe("The line is down.");
    broken = false;
    await timeline.retry();
    expect(timeline.fault).toBe(null);
    expect(ids(timeline)).toEqual([1]);
  });
});
