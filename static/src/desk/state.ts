/** What a person keeps, as a state and the events that change it. Pure. */
import type { Desk, Draft, Reminder, Scheduled } from "../wire.ts";

interface Placed {
  stream: string;
  seq: number;
}

export type DeskEvent =
  | (Placed & { type: "draft.changed"; draft: Draft })
  | (Placed & { type: "saved.changed"; message: number; room: number; saved: boolean })
  | (Placed & { type: "scheduled.changed"; scheduled: Scheduled })
  | (Placed & { type: "reminder.changed"; reminder: Reminder });

export interface DeskState {
  /** by `draftKey` */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** rooms of the saved messages, by message */
  readonly saved: ReadonlyMap<number, number>;
  readonly scheduled: ReadonlyMap<number, Scheduled>;
  readonly reminders: ReadonlyMap<number, Reminder>;
}

export const EMPTY_DESK: DeskState = {
  drafts: new Map(),
  saved: new Map(),
  scheduled: new Map(),
  reminders: new Map(),
};

export function draftKey(room: number, thread: number | null): string {
  return thread === null ? `${room}` : `${room}/${thread}`;
}

/** The state that a fetched desk shows. */
export function deskState(desk: Desk): DeskState {
  return {
    drafts: new Map(desk.drafts.map((draft) => [draftKey(draft.room, draft.thread), draft])),
    saved: new Map(desk.saved.map(({ message, room }) => [message, room])),
    scheduled: new Map(desk.scheduled.map((one) => [one.id, one])),
    reminders: new Map(desk.reminders.map((one) => [one.id, one])),
  };
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): Map<K, V> {
  const next = new Map(map);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}

/** Every event carries the whole of what it is about, so that it can be applied twice. */
export function applyDesk(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case "draft.changed": {
      const { draft } = event;
      const key = draftKey(draft.room, draft.thread);
      return { ...state, drafts: withEntry(state.drafts, key, draft.body ? draft : undefined) };
    }
    case "saved.changed":
      return { ...state, saved: withEntry(state.saved, event.message, event.saved ? event.room : undefined) };
    case "scheduled.changed": {
      const one = event.scheduled;
      const listed = one.state === "waiting" || one.state === "failed";
      return { ...state, scheduled: withEntry(state.scheduled, one.id, listed ? one : undefined) };
    }
    case "reminder.changed": {
      const one = event.reminder;
      return {
        ...state,
        reminders: withEntry(state.reminders, one.id, one.state === "waiting" ? one : undefined),
      };
    }
  }
}

/** What waits first, by time. */
export function scheduledByTime(state: DeskState): Scheduled[] {
  return [...state.scheduled.values()].sort(
    (a, b) => Date.parse(a.send_at) - Date.parse(b.send_at) || a.id - b.id,
  );
}

export function remindersByTime(state: DeskState): Reminder[] {
  return [...state.reminders.values()].sort(
    (a, b) => Date.parse(a.due_at) - Date.parse(b.due_at) || a.id - b.id,
  );
}

/** Newest first. */
export function draftsByTime(state: DeskState): Draft[] {
  return [...state.drafts.values()].sort((a, b) => Date.parse(b.updated_at) - Date.parse(a.updated_at));
}
