import { describe, expect, test } from "vitest";
import {
  FAILURES_BEFORE_POLL,
  type FeedEffect,
  type FeedInput,
  type FeedState,
  FOLLOWER,
  feedStep,
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
const lost = (final = false, now = 0): FeedInput => ({ kind: "failed", final, now });
const polled = (outcome: "ok" | "failed" | "signed_out"): FeedInput => ({ kind: "polled", outcome, now: 0 });
const manyLosses = (now = 0): FeedInput[] =>
  Array.from({ length: FAILURES_BEFORE_POLL }, () => lost(false, now));

describe("followers", () => {
  test("hold no connection, whatever happens", () => {
    for (const input of [
      OPENED,
      lost(),
      { kind: "timer", now: 9 },
      { kind: "network_back", now: 9 },
    ] as FeedInput[]) {
      expect(run(input)[1]).toEqual([]);
    }
  });

  test("remember where the last event stood, and go on from there when they are elected", () => {
    expect(run({ kind: "seen", id: "inbox%3A1:e.7" }, ELECTED)[1]).toContainEqual({
      kind: "open",
      lastId: "inbox%3A1:e.7",
    });
  });
});

describe("the leader", () => {
  test("opens the stream and says when it is live", () => {
    expect(run(ELECTED, OPENED)[1]).toEqual([{ kind: "tell", live: true }]);
  });

  test("closes it when it resigns, and keeps its place", () => {
    const [state, effects] = run(ELECTED, OPENED, { kind: "seen", id: "a" }, { kind: "resigned" });
    expect(effects).toEqual([{ kind: "close" }]);
    expect(state).toMatchObject({ leads: false, lastId: "a" });
  });

  test("lets the browser reconnect by itself, and tells the tabs that the line is down", () => {
    expect(run(ELECTED, OPENED, lost())[1]).toEqual([{ kind: "tell", live: false }]);
  });

  test("opens it again itself, later and later, when the browser has given up", () => {
    expect(run(ELECTED, lost(true))[1]).toEqual([{ kind: "poll" }, { kind: "wake", after: waitAfter(1) }]);
    const [, effects] = run(ELECTED, lost(true), { kind: "timer", now: 1000 });
    expect(effects).toContainEqual({ kind: "open", lastId: "" });
    expect(waitAfter(2)).toBeGreaterThan(waitAfter(1));
    expect(waitAfter(99)).toBe(30_000);
  });

  test("polls after repeated failures and tries the stream again after a while", () => {
    const [state, effects] = run(ELECTED, ...manyLosses(5));
    expect(state.mode).toBe("poll");
    expect(effects).toEqual([{ kind: "close" }, { kind: "poll" }]);
    expect(feedStep(state, polled("ok"))[1]).toEqual([
      { kind: "tell", live: true },
      { kind: "wake", after: POLL_EVERY },
    ]);
    expect(feedStep(state, { kind: "timer", now: 5 + STREAM_AGAIN_AFTER - 1 })[1]).toEqual([
      { kind: "poll" },
    ]);
    const [tried, reopened] = feedStep(state, { kind: "timer", now: 5 + STREAM_AGAIN_AFTER });
    expect(reopened).toContainEqual({ kind: "open", lastId: "" });
    expect(feedStep(tried, lost())[0].mode).toBe("poll");
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
    const [state] = run(ELECTED, OPENED, { kind: "seen", id: "a" });
    expect(feedStep(state, { kind: "silent" })[1]).toEqual([
      { kind: "close" },
      { kind: "open", lastId: "a" },
    ]);
    expect(run(ELECTED, ...manyLosses(), { kind: "silent" })[1]).toEqual([]);
  });

  test("stops when the person is signed out", () => {
    const [state, effects] = run(ELECTED, lost(true), polled("signed_out"));
    expect(effects).toEqual([{ kind: "close" }]);
    expect(feedStep(state, { kind: "timer", now: 1e9 })[1]).toEqual([]);
    expect(feedStep(state, { kind: "network_back", now: 1e9 })[1]).toEqual([]);
  });
});
