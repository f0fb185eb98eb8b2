import { describe, expect, it } from "vitest";
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
const ids = (timeline: Timeline) => timeline.messages.map((one) => one.id);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

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
