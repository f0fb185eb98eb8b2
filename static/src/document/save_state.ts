/**
 * What the page may say about the words that a person typed. Pure: the link (link.ts) feeds it, the view reads it.
 *
 * "Saved" means that the server has committed every update of ours: it counts the content messages (sync step 2
 * answers and updates) of one connection and tells how many of them are committed, so we count what we send and
 * compare. Both counts start again with every connection; what was not acknowledged on the old one travels again
 * inside the step 2 answer of the next.
 */

export type Link = "connecting" | "open" | "down" | "ended";

/** Words that the server may not have: none, perhaps (found on this device at the start), or surely. */
export type Unsaved = "no" | "maybe" | "yes";

export interface SaveState {
  readonly link: Link;
  /** The line goes over plain HTTP because a WebSocket cannot be had. */
  readonly http: boolean;
  /** The server's state has arrived at least once: what is shown is the document and not only our own copy. */
  readonly whole: boolean;
  /** On this connection: has our own state been offered (step 2), how many content messages went out, how many are committed. */
  readonly offered: boolean;
  readonly sent: number;
  readonly acked: number;
  readonly unsaved: Unsaved;
  /** What of it this device keeps (IndexedDB): nothing, all, or all but what is just being written. */
  readonly kept: "nothing" | "writing" | "all";
  readonly readOnly: boolean;
  /** Why the server ended the connection for good (close codes 4400–4499). */
  readonly ended: { readonly code: number; readonly reason: string } | null;
}

export type SaveInput =
  | { kind: "kept"; hasContent: boolean }
  | { kind: "not_kept" }
  /** Everything up to the last edit has been written to this device. */
  | { kind: "written" }
  | { kind: "edited" }
  | { kind: "opened"; http?: boolean }
  | { kind: "sent"; offer: boolean }
  | { kind: "acked"; count: number }
  | { kind: "whole" }
  | { kind: "closed"; code: number; reason: string }
  | { kind: "retrying" }
  | { kind: "read_only"; on: boolean };

export type SaveWord =
  | "opening"
  | "saved"
  | "saving"
  | "kept"
  | "unsaved"
  | "reconnecting"
  | "read_only"
  | "stopped";

export const AT_THE_START: SaveState = {
  link: "connecting",
  http: false,
  whole: false,
  offered: false,
  sent: 0,
  acked: 0,
  unsaved: "no",
  kept: "nothing",
  readOnly: false,
  ended: null,
};

/** y-websocket stops for good on these and retries on all others. */
export function endsForGood(code: number): boolean {
  return code >= 4400 && code <= 4499;
}

function settled(state: SaveState): SaveState {
  const done = state.link === "open" && state.offered && state.acked >= state.sent;
  return done && state.unsaved !== "no" ? { ...state, unsaved: "no" } : state;
}

/** The next state; inputs that change nothing return the same object. */
export function saveStep(state: SaveState, input: SaveInput): SaveState {
  switch (input.kind) {
    case "kept":
      return {
        ...state,
        kept: "all",
        unsaved: state.unsaved === "no" && input.hasContent ? "maybe" : state.unsaved,
      };
    case "not_kept":
      return { ...state, kept: "nothing" };
    case "written":
      return state.kept === "writing" ? { ...state, kept: "all" } : state;
    case "edited":
      return { ...state, unsaved: "yes", kept: state.kept === "nothing" ? "nothing" : "writing" };
    case "opened":
      return {
        ...state,
        link: "open",
        http: input.http ?? false,
        offered: false,
        sent: 0,
        acked: 0,
        ended: null,
      };
    case "sent":
      return { ...state, sent: state.sent + 1, offered: state.offered || input.offer };
    case "acked":
      // Never believe more than was sent: a confused count must not turn into a false "Saved" later on.
      return settled({ ...state, acked: Math.max(state.acked, Math.min(input.count, state.sent)) });
    case "whole":
      return state.whole ? state : { ...state, whole: true };
    case "closed":
      return endsForGood(input.code)
        ? { ...state, link: "ended", ended: { code: input.code, reason: input.reason } }
        : { ...state, link: state.link === "ended" ? "ended" : "down" };
    case "retrying":
      return { ...state, link: "connecting", ended: null };
    case "read_only":
      return { ...state, readOnly: input.on };
  }
}

/** The one word for the save state's fixed place. */
export function saveWord(state: SaveState): SaveWord {
  if (state.link === "ended") return "stopped";
  if (state.readOnly) return "read_only";
  if (state.unsaved === "yes") {
    if (state.link === "open" || state.kept === "writing") return "saving";
    return state.kept === "all" ? "kept" : "unsaved";
  }
  if (state.unsaved === "maybe") return state.link === "down" ? "kept" : "opening";
  if (!state.whole) return "opening";
  return state.link === "open" ? "saved" : "reconnecting";
}

/** Leaving now would lose words: neither the server nor this device has them. */
export function losesWords(state: SaveState): boolean {
  return state.unsaved === "yes" && state.kept !== "all";
}
