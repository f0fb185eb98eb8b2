import { describe, expect, test } from "vitest";
import {
  BREATH,
  CUTS_BEFORE_PLAIN,
  FAILURES_BEFORE_POLL,
  type FeedEffect,
  type FeedInput,
  type FeedState,
  FOLLOWER,
  feedStep,
  LONG_WAIT,
  OPEN_WITHIN,
  POLL_EVERY,
  STREAM_AGAIN_AFTER,
  waitAfter,
} from "./feed_machine.ts";

function run(...inputs: FeedInput[]): [FeedState, FeedEffect[]] {
  let state = FOLLOWER;
  let effects: readonly FeedEffect[] = [];
  for (const input of inputs) [state, effects] = feedStep(state, input);
  return [state, [...effects]];
}

const ELECTED: FeedInput = { kind: "elected", now: 0 };
const OPENED: FeedInput = { kind: "opened" };
const ID = "inbox%3A1:e.7";
const lost = (final = false, now = 0): FeedInput => ({ kind: "failed", final, now });
const asked = (
  outcome: "ok" | "more" | "failed" | "signed_out",
  more: Partial<Extract<FeedInput, { kind: "asked" }>> = {},
): FeedInput => ({ kind: "asked", outcome, held: false, brief: false, now: 0, ...more });
const manyLosses = (now = 0): FeedInput[] =>
  Array.from({ length: FAILURES_BEFORE_POLL }, () => lost(false, now));

describe("followers", () => {
  test("hold no connection, whatever happens", () => {
    for (const input of [
      OPENED,
      lost(),
      { kind: "timer", now: 9 },
      { kind: "network_back", now: 9 },
      asked("ok"),
      asked("failed"),
    ] as FeedInput[]) {
      expect(run(input)[1]).toEqual([]);
    }
  });

  test("remember where the last event stood, and go on from there when they are elected", () => {
    expect(run({ kind: "seen", id: ID }, ELECTED)[1]).toContainEqual({ kind: "open", lastId: ID });
  });

  test("are not taken back by an id that comes late", () => {
    const [state] = run({ kind: "seen", id: ID }, { kind: "seen", id: "inbox%3A1:e.6" });
    expect(state.lastId).toBe(ID);
  });
});

describe("the leader", () => {
  test("opens the stream and says when it is live", () => {
    expect(run(ELECTED, OPENED)[1]).toEqual([{ kind: "tell", way: "stream" }]);
  });

  test("closes it when it resigns, and keeps its place", () => {
    const [state, effects] = run(ELECTED, OPENED, { kind: "seen", id: ID }, { kind: "resigned" });
    expect(effects).toEqual([{ kind: "close" }]);
    expect(state).toMatchObject({ leads: false, lastId: ID });
  });

  test("lets the browser reconnect by itself, but not for ever, and tells the tabs", () => {
    expect(run(ELECTED, OPENED, lost())[1]).toEqual([
      { kind: "tell", way: "connecting" },
      { kind: "wake", after: OPEN_WITHIN },
    ]);
  });

  test("opens it again itself, later and later, when the browser has given up", () => {
    expect(run(ELECTED, lost(true))[1]).toEqual([
      { kind: "ask", wait: 0 },
      { kind: "wake", after: waitAfter(1) },
    ]);
    const [, effects] = run(ELECTED, lost(true), { kind: "timer", now: 1000 });
    expect(effects).toContainEqual({ kind: "open", lastId: "" });
    expect(waitAfter(2)).toBeGreaterThan(waitAfter(1));
    expect(waitAfter(99)).toBe(30_000);
  });

  test("takes a stream that never speaks for one that failed", () => {
    expect(run(ELECTED)[1]).toContainEqual({ kind: "wake", after: OPEN_WITHIN });
    const [state, effects] = run(ELECTED, { kind: "timer", now: OPEN_WITHIN });
    expect(effects).toEqual([
      { kind: "close" },
      { kind: "ask", wait: 0 },
      { kind: "wake", after: waitAfter(1) },
    ]);
    expect(state).toMatchObject({ failures: 1, broken: true });
  });

  test("an opened stream forgets earlier failures", () => {
    const [state] = run(ELECTED, lost(), lost(), OPENED, lost());
    expect(state).toMatchObject({ mode: "stream", failures: 1 });
  });

  test("comes back at once when the network does", () => {
    const [state] = run(ELECTED, ...manyLosses());
    expect(feedStep(state, { kind: "network_back", now: 1 })[1]).toContainEqual({ kind: "open", lastId: "" });
    const [live] = run(ELECTED, OPENED);
    expect(feedStep(live, { kind: "network_back", now: 1 })[1]).toEqual([]);
  });

  test("renews a silent stream from where it stood, without alarm", () => {
    const [state] = run(ELECTED, OPENED, { kind: "seen", id: ID });
    const [, effects] = feedStep(state, { kind: "silent" });
    expect(effects).toContainEqual({ kind: "open", lastId: ID });
    expect(effects.some(({ kind }) => kind === "tell")).toBe(false);
    expect(run(ELECTED, ...manyLosses(), { kind: "silent" })[1]).toEqual([]);
  });

  test("stops when the person is signed out", () => {
    const [state, effects] = run(ELECTED, lost(true), asked("signed_out"));
    expect(effects).toEqual([{ kind: "close" }, { kind: "tell", way: "down" }]);
    expect(feedStep(state, { kind: "timer", now: 1e9 })[1]).toEqual([]);
    expect(feedStep(state, { kind: "network_back", now: 1e9 })[1]).toEqual([]);
  });
});

describe("without a stream", () => {
  const polling = (now = 0) => run(ELECTED, ...manyLosses(now));

  test("the leader asks by long poll from the same place", () => {
    const [state, effects] = polling();
    expect(state.mode).toBe("poll");
    expect(effects).toEqual([{ kind: "close" }, { kind: "ask", wait: 0 }]);
    expect(feedStep(state, asked("ok"))[1]).toEqual([
      { kind: "tell", way: "long" },
      { kind: "ask", wait: LONG_WAIT },
    ]);
    expect(feedStep(state, asked("more"))[1]).toContainEqual({ kind: "ask", wait: 0 });
    expect(feedStep(state, asked("ok", { held: true, brief: true }))[1]).toContainEqual({
      kind: "wake",
      after: BREATH,
    });
  });

  test("long polls that are cut off become plain ones", () => {
    let [state] = polling();
    let effects: readonly FeedEffect[] = [];
    for (let cuts = 0; cuts < CUTS_BEFORE_PLAIN; cuts++) {
      [state, effects] = feedStep(state, asked("failed", { held: true }));
      expect(effects).toEqual([{ kind: "ask", wait: 0 }]);
      [state, effects] = feedStep(state, asked("ok"));
    }
    expect(effects).toEqual([
      { kind: "tell", way: "poll" },
      { kind: "wake", after: POLL_EVERY },
    ]);
    expect(feedStep(state, { kind: "timer", now: 1 })[1]).toEqual([{ kind: "ask", wait: 0 }]);
  });

  test("the stream is tried again after a while, once", () => {
    const [state] = polling(5);
    const later = 5 + STREAM_AGAIN_AFTER;
    const [trying, effects] = feedStep(state, asked("ok", { held: true, now: later }));
    expect(effects).toContainEqual({ kind: "open", lastId: "" });
    expect(feedStep(trying, lost(false, later))[0].mode).toBe("poll");
    expect(feedStep(state, { kind: "timer", now: later })[1]).toContainEqual({ kind: "open", lastId: "" });
  });

  test("no answer at all is said, and the stream is the first to be tried when there is one", () => {
    const [state, effects] = feedStep(polling()[0], asked("failed"));
    expect(effects[0]).toEqual({ kind: "tell", way: "down" });
    expect(effects[1]).toMatchObject({ kind: "wake" });
    const [back, opening] = feedStep(state, asked("ok"));
    expect(opening).toContainEqual({ kind: "open", lastId: "" });
    expect(feedStep(back, lost())[0].mode).toBe("poll");
    expect(feedStep(feedStep(back, lost())[0], asked("ok"))[1]).toContainEqual({
      kind: "tell",
      way: "long",
    });
  });
});
