/**
 * One line for all tabs of a browser: who holds it, by which way, and what it does when that fails. Pure: inputs in,
 * effects out.
 *
 * A browser allows six connections per host on HTTP/1.1, so the tabs elect one (a Web Lock) that holds the event
 * stream and hands every event to the others. It goes on from the last event that any tab saw. When the stream fails
 * again and again (a proxy that holds it back), the leader asks for the changes after the same place by long poll;
 * where even that is cut off, by plain poll. It tries the stream again from time to time.
 */
import { further } from "./event_id.ts";

export const FAILURES_BEFORE_POLL = 3;
/** Long polls that were cut off in a row, after which nothing is held open any more. */
export const CUTS_BEFORE_PLAIN = 2;
/** Seconds that the server may hold an answer back. */
export const LONG_WAIT = 25;
/** Milliseconds. */
export const POLL_EVERY = 15_000;
export const STREAM_AGAIN_AFTER = 60_000;
/** A stream that says nothing for so long after it was opened is held back by something between. */
export const OPEN_WITHIN = 10_000;
/** A server that is leaving answers at once, with nothing. */
export const BREATH = 1_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** How notifications come; "connecting" until it is known, "down" when they do not. */
export type Way = "connecting" | "stream" | "long" | "poll" | "down";

export interface FeedState {
  readonly leads: boolean;
  readonly mode: "off" | "stream" | "poll";
  /** The stream has spoken since it was opened last. */
  readonly open: boolean;
  /** The stream ended for good; the timer opens it anew. */
  readonly broken: boolean;
  readonly failures: number;
  /** Long polls that were cut off in a row. */
  readonly cuts: number;
  /** When the stream is tried again (ms) while polling. */
  readonly againAt: number;
  /** The last question was answered. */
  readonly answered: boolean;
  /** Where the last event that this tab saw stands; "" for none. */
  readonly lastId: string;
  readonly signedOut: boolean;
}

export type FeedInput =
  | { kind: "elected"; now: number }
  | { kind: "resigned" }
  | { kind: "seen"; id: string }
  /** The stream spoke. */
  | { kind: "opened" }
  /** `final`: the browser gave up by itself; else it is trying again on its own. */
  | { kind: "failed"; final: boolean; now: number }
  | { kind: "timer"; now: number }
  /** Nothing was heard for long: the connection may be dead without knowing it. */
  | { kind: "silent" }
  | { kind: "network_back"; now: number }
  /** `held`: it was a long poll. `brief`: it came at once, and with nothing new. */
  | {
      kind: "asked";
      outcome: "ok" | "more" | "failed" | "signed_out";
      held: boolean;
      brief: boolean;
      now: number;
    };

export type FeedEffect =
  | { kind: "open"; lastId: string }
  | { kind: "close" }
  /** Ask for the changes after the place; `wait` in seconds. */
  | { kind: "ask"; wait: number }
  | { kind: "wake"; after: number }
  | { kind: "tell"; way: Way };

export const FOLLOWER: FeedState = {
  leads: false,
  mode: "off",
  open: false,
  broken: false,
  failures: 0,
  cuts: 0,
  againAt: 0,
  answered: false,
  lastId: "",
  signedOut: false,
};

type Step = readonly [FeedState, readonly FeedEffect[]];

function openStream(state: FeedState): Step {
  return [
    { ...state, mode: "stream", open: false, broken: false },
    [{ kind: "close" }, { kind: "open", lastId: state.lastId }, { kind: "wake", after: OPEN_WITHIN }],
  ];
}

/** Exponential with a bound: 1, 2, 4 … 30 s. The driver adds the random part. */
export function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, failures - 1));
}

function failed(state: FeedState, final: boolean, now: number): Step {
  if (state.mode !== "stream") return [state, []];
  const failures = state.failures + 1;
  const down = { ...state, failures, open: false, broken: final };
  const effects: FeedEffect[] = state.open ? [{ kind: "tell", way: "connecting" }] : [];
  if (failures >= FAILURES_BEFORE_POLL) {
    const polling = { ...down, mode: "poll", againAt: now + STREAM_AGAIN_AFTER } as const;
    return [polling, [...effects, { kind: "close" }, { kind: "ask", wait: 0 }]];
  }
  // A final failure is an answer (signed out, too many streams, a proxy's page): a question tells which.
  if (final)
    return [down, [...effects, { kind: "ask", wait: 0 }, { kind: "wake", after: waitAfter(failures) }]];
  return [down, [...effects, { kind: "wake", after: OPEN_WITHIN }]];
}

function timer(state: FeedState, now: number): Step {
  if (!state.leads || state.signedOut) return [state, []];
  if (state.mode === "poll")
    return now >= state.againAt
      ? openStream({ ...state, failures: FAILURES_BEFORE_POLL - 1 })
      : [state, [{ kind: "ask", wait: 0 }]];
  if (state.open) return [state, []];
  if (state.broken) return openStream(state);
  const [silent, effects] = failed(state, true, now);
  return [silent, [{ kind: "close" }, ...effects]];
}

type Asked = Extract<FeedInput, { kind: "asked" }>;

/** What a poll that was answered leads to. */
function answered(state: FeedState, { outcome, held, brief, now }: Asked): Step {
  // Silence was everybody's: the server was away, not the stream alone.
  if (!state.answered && state.failures > FAILURES_BEFORE_POLL)
    return openStream({ ...state, answered: true, failures: FAILURES_BEFORE_POLL - 1 });
  const cuts = held ? 0 : state.cuts;
  const next = { ...state, cuts, answered: true };
  const plain = cuts >= CUTS_BEFORE_PLAIN;
  const tell: FeedEffect = { kind: "tell", way: plain ? "poll" : "long" };
  if (outcome === "more") return [next, [tell, { kind: "ask", wait: 0 }]];
  if (now >= state.againAt) {
    const [trying, effects] = openStream({ ...next, failures: FAILURES_BEFORE_POLL - 1 });
    return [trying, [tell, ...effects]];
  }
  if (plain) return [next, [tell, { kind: "wake", after: POLL_EVERY }]];
  return [next, [tell, held && brief ? { kind: "wake", after: BREATH } : { kind: "ask", wait: LONG_WAIT }]];
}

function asked(state: FeedState, input: Asked): Step {
  if (input.outcome === "signed_out")
    return [
      { ...state, mode: "off", open: false, signedOut: true },
      [{ kind: "close" }, { kind: "tell", way: "down" }],
    ];
  if (!state.leads || state.mode !== "poll") return [state, []];
  if (input.outcome !== "failed") return answered(state, input);
  // Cut off: ask again at once without waiting, which tells whether it was the waiting.
  if (input.held) return [{ ...state, cuts: state.cuts + 1 }, [{ kind: "ask", wait: 0 }]];
  return [
    { ...state, answered: false, failures: state.failures + 1 },
    [
      { kind: "tell", way: "down" },
      { kind: "wake", after: waitAfter(state.failures - FAILURES_BEFORE_POLL + 2) },
    ],
  ];
}

export function feedStep(state: FeedState, input: FeedInput): Step {
  switch (input.kind) {
    case "elected":
      return openStream({ ...state, leads: true, failures: 0, cuts: 0, signedOut: false });
    case "resigned":
      return [{ ...FOLLOWER, lastId: state.lastId }, [{ kind: "close" }]];
    case "seen":
      return [{ ...state, lastId: further(state.lastId, input.id) }, []];
    case "opened":
      if (state.mode !== "stream") return [state, []];
      return [
        { ...state, open: true, broken: false, failures: 0, cuts: 0 },
        [{ kind: "tell", way: "stream" }],
      ];
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
    case "asked":
      return asked(state, input);
  }
}
