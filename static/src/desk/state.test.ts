import { describe, expect, it } from "vitest";
import type { Desk, Draft, Reminder, Scheduled } from "../wire.ts";
import {
  applyDesk,
  type DeskEvent,
  deskState,
  draftKey,
  draftsByTime,
  EMPTY_DESK,
  remindersByTime,
  scheduledByTime,
} from "./state.ts";

const at = { stream: "inbox:1", seq: 1 };
const draft = (body: string, thread: number | null = null, updated_at = "2026-01-01T00:00:00Z"): Draft => ({
  room: 3,
  thread,
  body,
  updated_at,
});
const scheduled = (id: number, state: Scheduled["state"], send_at = "2026-01-01T09:00:00Z"): Scheduled => ({
  id,
  room: 3,
  thread: null,
  body: "later",
  client_id: `c${id}`,
  send_at,
  state,
  fault: "",
});
const reminder = (id: number, state: Reminder["state"], due_at: string): Reminder => ({
  id,
  room: null,
  message: null,
  text: "tea",
  due_at,
  state,
});

describe("the desk", () => {
  it("shows what was fetched", () => {
    const desk: Desk = {
      drafts: [draft("a"), draft("b", 7)],
      saved: [{ message: 5, room: 3 }],
      scheduled: [scheduled(1, "failed")],
      reminders: [reminder(2, "waiting", "2026-01-01T09:00:00Z")],
      epoch: "e",
      head: 9,
    };
    const state = deskState(desk);
    expect(state.drafts.get(draftKey(3, 7))?.body).toBe("b");
    expect(state.saved.get(5)).toBe(3);
    expect(scheduledByTime(state)).toEqual(desk.scheduled);
    expect(remindersByTime(state)).toEqual(desk.reminders);
  });

  it("keeps a draft per room and thread, and lets an empty one go", () => {
    let state = applyDesk(EMPTY_DESK, { ...at, type: "draft.changed", draft: draft("room") });
    state = applyDesk(state, {
      ...at,
      type: "draft.changed",
      draft: draft("thread", 7, "2026-02-01T00:00:00Z"),
    });
    expect(draftsByTime(state).map((one) => one.body)).toEqual(["thread", "room"]);
    state = applyDesk(state, { ...at, type: "draft.changed", draft: draft("") });
    expect(draftsByTime(state).map((one) => one.body)).toEqual(["thread"]);
  });

  it("lists what waits and what failed, and lets go what was sent or cancelled", () => {
    const tell = (one: Scheduled): DeskEvent => ({ ...at, type: "scheduled.changed", scheduled: one });
    let state = applyDesk(EMPTY_DESK, tell(scheduled(1, "waiting", "2026-01-02T09:00:00Z")));
    state = applyDesk(state, tell(scheduled(2, "failed", "2026-01-01T09:00:00Z")));
    expect(scheduledByTime(state).map((one) => one.id)).toEqual([2, 1]);
    state = applyDesk(state, tell(scheduled(1, "sent")));
    state = applyDesk(state, tell(scheduled(2, "cancelled")));
    expect(state.scheduled.size).toBe(0);
  });

  it("forgets reminders that came up, and saved messages that were let go", () => {
    const due = "2026-01-01T09:00:00Z";
    let state = applyDesk(EMPTY_DESK, {
      ...at,
      type: "reminder.changed",
      reminder: reminder(1, "waiting", due),
    });
    state = applyDesk(state, { ...at, type: "saved.changed", message: 5, room: 3, saved: true });
    expect([state.reminders.size, state.saved.size]).toEqual([1, 1]);
    state = applyDesk(state, { ...at, type: "reminder.changed", reminder: reminder(1, "done", due) });
    state = applyDesk(state, { ...at, type: "saved.changed", message: 5, room: 3, saved: false });
    expect([state.reminders.size, state.saved.size]).toEqual([0, 0]);
  });

  it("changes nothing when an event comes again", () => {
    const event: DeskEvent = { ...at, type: "draft.changed", draft: draft("a") };
    const once = applyDesk(EMPTY_DESK, event);
    expect(applyDesk(once, event)).toEqual(once);
  });
});
