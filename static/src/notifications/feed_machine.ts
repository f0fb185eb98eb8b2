/**
 * One line for all tabs of a browser: who holds it, and what it does when it fails. Pure: inputs in, effects out.
 *
 * A browser allows six connections per host on HTTP/1.1, so the tabs elect one (a Web Lock) that holds the event
 * stream and hands every event to the others. It goes on from the last event that any tab saw. When the stream
 * fails again and again the leader asks by poll, and tries the stream again from time to time.
 */

export const FAILURES_BEFORE_POLL = 3;
/** Milliseconds. */
export const POLL_EVERY = 15_000;
export const STREAM_AGAIN_AFTER = 60_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export interface FeedState {
  readonly leads: boolean;
  readonly mode: "off" | "stream" | "poll";
  /** The stream has answered since it was opened last. */
  readonly open: boolean;
  readonly failures: number;
  /** When the stream is tried again (ms) while polling. */
  readonly againAt: number;
  /** Where the last event that this tab saw stands; "" for none. */
  readonly lastId: string;
  readonly signedOut: boolean;
}

export type FeedInput =
  | { kind: "elected"; now: number }
  | { kind: "resigned" }
  | { kind: "seen"; id: string }
  | { kind: "opened" }
  /** `final`: the browser gave up by itself; else it is trying again on its own. */
  | { kind: "failed"; final: boolean; now: number }
  | { kind: "timer"; now: number }
  /** Nothing was heard for long: the connection may be dead without knowing it. */
  | { kind: "silent" }
  | { kind: "network_back"; now: number }
  | { kind: "polled"; outcome: "ok" | "failed" | "signed_out"; now: number };

export type FeedEffect =
  | { kind: "open"; lastId: string }
  | { kind: "close" }
  | { kind: "poll" }
  | { kind: "wake"; after: number }
  | { kind: "tell"; live: boolean };

export const FOLLOWER: FeedState = {
  leads: false,
  mode: "off",
  open: false,
  failures: 0,
  againAt: 0,
  lastId: "",
  signedOut: false,
};

type Step = readonly [FeedState, readonly FeedEffect[]];

function openStream(state: FeedState): Step {
  return [
    { ...state, mode: "stream", open: false },
    [{ kind: "close" }, { kind: "open", lastId: state.lastId }],
  ];
}

/** Exponential with a bound: 1, 2, 4 … 30 s. The driver adds the random part. */
export function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, failures - 1));
}

function failed(state: FeedState, final: boolean, now: number): Step {
  if (state.mode !== "stream") return [state, []];
  const failures = state.failures + 1;
  const down = { ...state, failures, open: false };
  const effects: FeedEffect[] = state.open ? [{ kind: "tell", live: false }] : [];
  if (failures >= FAILURES_BEFORE_POLL) {
    const polling = { ...down, mode: "poll", againAt: now + STREAM_AGAIN_AFTER } as const;
    return [polling, [...effects, { kind: "close" }, { kind: "poll" }]];
  }
  // A final failure is an answer (signed out, too many streams, a proxy's page): a poll tells which.
  return [
    down,
    final ? [...effects, { kind: "poll" }, { kind: "wake", after: waitAfter(failures) }] : effects,
  ];
}

function timer(state: FeedState, now: number): Step {
  if (!state.leads || state.signedOut) return [state, []];
  if (state.mode === "stream") return state.open ? [state, []] : openStream(state);
  if (now >= state.againAt) return openStream({ ...state, failures: FAILURES_BEFORE_POLL - 1 });
  return [state, [{ kind: "poll" }]];
}

function polled(state: FeedState, outcome: "ok" | "failed" | "signed_out"): Step {
  if (outcome === "signed_out")
    return [{ ...state, mode: "off", open: false, signedOut: true }, [{ kind: "close" }]];
  if (!state.leads || state.mode !== "poll") return [state, []];
  return [
    state,
    [
      { kind: "tell", live: outcome === "ok" },
      { kind: "wake", after: POLL_EVERY },
    ],
  ];
}

export function feedStep(state: FeedState, input: FeedInput): Step {
  switch (input.kind) {
    case "elected":
      return openStream({ ...state, leads: true, failures: 0, signedOut: false });
    case "resigned":
      return [{ ...FOLLOWER, lastId: state.lastId }, [{ kind: "close" }]];
    case "seen":
      return [{ ...state, lastId: input.id }, []];
    case "opened":
      if (state.mode !== "stream") return [state, []];
      return [{ ...state, open: true, failures: 0 }, [{ kind: "tell", live: true }]];
    case "failed":
      return failed(state, input.final, input.now);
    case "timer":
      return timer(state, input.now);
    case "silent":
      // Quietly: nobody is told that the line is down, for it probably is not.
      return state.leads && state.mode === "stream" ? openStream(state) : [state, []];
    case "network_back":
      return state.leads && !state.open && !state.signedOut
        ? openStream({ ...state, failures: 0 })
        : [state, []];
    case "polled":
      return polled(state, input.outcome);
  }
}
