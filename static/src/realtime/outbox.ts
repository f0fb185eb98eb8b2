/**
 * Messages on their way: waiting → sending → gone, or failed with a reason. Pure; the sender around it does the work.
 * One message is under way at a time, so that a person's messages arrive in the order they were written.
 */

import type { FileInfo, Quote } from "../wire.ts";

export type Condition = "waiting" | "sending" | "failed";

/** What goes with the text. */
export interface Parcel {
  /** the root message's id, for a reply */
  thread: number | null;
  /** uploaded already; the message takes them */
  files: FileInfo[];
  /** the message that is quoted or forwarded */
  quote: Quote | null;
  kind: "text" | "me";
}
export const PLAIN: Parcel = { thread: null, files: [], quote: null, kind: "text" };

export interface Pending extends Parcel {
  /** the same for every attempt: the server writes a message once however often it is sent */
  client_id: string;
  room: number;
  body: string;
  /** ISO time of writing */
  written_at: string;
  condition: Condition;
  /** why it failed, in words; null else */
  reason: string | null;
  /** attempts that the server put off (too fast, not available) */
  attempts: number;
}

/** After so many put-offs a message counts as failed and the person decides. */
export const MOST_ATTEMPTS = 6;
const PASSING = new Set(["offline", "unavailable", "too_fast"]);

/** A changed copy of the list; the item is found by its client_id, and nothing happens when it is gone. */
function change(items: readonly Pending[], client_id: string, how: Partial<Pending>): Pending[] {
  return items.map((item) => (item.client_id === client_id ? { ...item, ...how } : item));
}

export function added(
  items: readonly Pending[],
  item: Pick<Pending, "client_id" | "room" | "body" | "written_at"> & Partial<Parcel>,
) {
  return [...items, { ...PLAIN, ...item, condition: "waiting" as const, reason: null, attempts: 0 }];
}

/** The next one to send: the oldest that waits, none while another is under way. */
export function next(items: readonly Pending[]): Pending | null {
  if (items.some((item) => item.condition === "sending")) return null;
  return items.find((item) => item.condition === "waiting") ?? null;
}

export function started(items: readonly Pending[], client_id: string): Pending[] {
  return change(items, client_id, { condition: "sending", reason: null });
}

/** The server has it (or the person discarded it). */
export function removed(items: readonly Pending[], client_id: string): Pending[] {
  return items.filter((item) => item.client_id !== client_id);
}

/** The server's answer was an error, or no answer came (`offline`). Passing trouble waits; the rest fails. */
export function refused(
  items: readonly Pending[],
  client_id: string,
  code: string,
  reason: string,
): Pending[] {
  const item = items.find((one) => one.client_id === client_id);
  if (!item) return [...items];
  const attempts = code === "offline" ? item.attempts : item.attempts + 1;
  const waits = PASSING.has(code) && attempts < MOST_ATTEMPTS;
  return change(items, client_id, {
    condition: waits ? "waiting" : "failed",
    reason: waits ? null : reason,
    attempts,
  });
}

export function retried(items: readonly Pending[], client_id: string): Pending[] {
  return change(items, client_id, { condition: "waiting", reason: null, attempts: 0 });
}

/** What a stored item becomes after a reload: whatever was under way waits again. */
export function restored(stored: unknown): Pending | null {
  if (typeof stored !== "object" || stored === null) return null;
  const item = stored as Pending;
  if (typeof item.client_id !== "string" || typeof item.room !== "number" || typeof item.body !== "string")
    return null;
  return {
    client_id: item.client_id,
    room: item.room,
    body: item.body,
    written_at: typeof item.written_at === "string" ? item.written_at : "",
    thread: typeof item.thread === "number" ? item.thread : null,
    files: Array.isArray(item.files) ? item.files : [],
    quote: item.quote ?? null,
    kind: item.kind === "me" ? "me" : "text",
    condition: item.condition === "failed" ? "failed" : "waiting",
    reason: item.condition === "failed" ? (item.reason ?? null) : null,
    attempts: 0,
  };
}
