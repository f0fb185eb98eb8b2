/** The same changes without a stream: a question for what came after a place, held open or answered at once. */
import { ApiError, api } from "../api.ts";
import { changesQuery } from "../realtime/poll.ts";
import { idOf, placesOf } from "./event_id.ts";
import type { InboxEvent } from "./inbox_state.ts";

/** Seconds that an answer may be late, beyond what it may be held back. */
const GRACE = 10;
/** An answer that is here within so many milliseconds was not held back. */
const BRIEF = 1_000;

interface StreamChanges {
  stream: string;
  epoch: string;
  head: number;
  changes: InboxEvent[];
  more: boolean;
  reset: boolean;
}

export interface Answer {
  /** "void": the place is not known (any more); fetch the state anew. */
  outcome: "ok" | "more" | "failed" | "signed_out" | "void";
  events: { event: InboxEvent; epoch: string }[];
  /** What the answer reaches; "" when it says nothing. */
  place: string;
  /** It was a long poll. */
  held: boolean;
  /** It came at once, and with nothing. */
  brief: boolean;
}

/** Ask for what came after `lastId`; `wait` in seconds. Never rejects. */
export async function askChanges(lastId: string, wait: number, signal: AbortSignal): Promise<Answer> {
  const none = { events: [], place: "", held: wait > 0, brief: false };
  const places = placesOf(lastId);
  if (places.size === 0) return { ...none, outcome: "void" };
  const started = performance.now();
  try {
    const streams = await changesAfter([...places], wait, signal);
    if (streams.some(({ reset }) => reset)) return { ...none, outcome: "void" };
    return {
      outcome: streams.some(({ more }) => more) ? "more" : "ok",
      events: streams.flatMap(({ changes, epoch }) => changes.map((event) => ({ event, epoch }))),
      place: idOf(new Map(streams.map(({ stream, epoch, head }) => [stream, { epoch, seq: head }]))),
      held: wait > 0,
      brief: streams.length === 0 && performance.now() - started < BRIEF,
    };
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    return { ...none, outcome: status === 401 ? "signed_out" : "failed" };
  }
}

async function changesAfter(
  places: Parameters<typeof changesQuery>[0],
  wait: number,
  signal: AbortSignal,
): Promise<StreamChanges[]> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout((wait + GRACE) * 1_000)]);
  const path = `/changes?${changesQuery(places, wait)}`;
  return (await api<{ streams: StreamChanges[] }>("GET", path, undefined, ends)).streams;
}
