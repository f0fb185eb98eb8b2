import { describe, expect, test } from "vitest";
import type { Notification } from "../wire.ts";
import {
  applyEvent,
  covers,
  freshPage,
  type InboxEvent,
  type InboxPage,
  type InboxState,
  listed,
  markedHere,
  NOTHING_KNOWN,
  nextBefore,
  olderPage,
} from "./inbox_state.ts";

const INBOX = "inbox:1";
const ALL = "announcements:all";

function note(id: number, fields: Partial<Notification> = {}): Notification {
  const base = {
    id,
    seq: id,
    title: `N${id}`,
    body: "",
    url: "",
    audience: "user",
    sender: "staff",
  } as const;
  return { ...base, created_at: "2026-11-21T10:00:00Z", read: false, ...fields };
}

function page(notifications: Notification[], fields: Partial<InboxPage> = {}): InboxPage {
  const streams = [
    { stream: INBOX, epoch: "e", head: 10 },
    { stream: ALL, epoch: "e", head: 10 },
  ];
  const unread = notifications.filter((item) => !item.read).length;
  return { notifications, unread, more: false, streams, last_event_id: "x", ...fields };
}

const start = (...notifications: Notification[]): InboxState => freshPage(NOTHING_KNOWN, page(notifications));
const created = (seq: number, notification: Notification, stream = INBOX): InboxEvent => ({
  type: "notification.created",
  stream,
  seq,
  notification,
});
const updated = (seq: number, notification: Notification): InboxEvent => ({
  type: "notification.updated",
  stream: INBOX,
  seq,
  notification,
});
const apply = (state: InboxState, ...events: InboxEvent[]) => events.reduce(applyEvent, state);

describe("the number of unread ones", () => {
  test("grows with a new one and shrinks when it is read", () => {
    const state = apply(start(note(1)), created(11, note(2)));
    expect(state.unread).toBe(2);
    expect(apply(state, updated(12, note(2, { read: true }))).unread).toBe(1);
  });

  test("does not move by an event that the page already held, nor by one that comes twice", () => {
    const state = start(note(1));
    expect(apply(state, created(10, note(1)))).toBe(state);
    const later = apply(state, created(11, note(2)));
    expect(apply(later, created(11, note(2)))).toBe(later);
  });

  test("positions are kept per stream", () => {
    const state = apply(start(), created(20, note(5)), created(11, note(6, { audience: "everyone" }), ALL));
    expect(state.unread).toBe(2);
  });

  test("a read mark from another tab counts once, whether or not this tab marked it first", () => {
    const mine = markedHere(start(note(1), note(2)), [1]);
    expect(mine.unread).toBe(1);
    expect(apply(mine, updated(11, note(1, { read: true }))).unread).toBe(1);
    expect(markedHere(mine, [1]).unread).toBe(1);
  });

  test("an announcement that the own inbox already called read stays read", () => {
    const read = note(7, { audience: "everyone", read: true });
    const state = apply(start(), updated(11, read));
    expect(apply(state, created(11, note(7, { audience: "everyone" }), ALL)).known.get(7)?.read).toBe(true);
  });

  test("a change of something never seen here makes it stale, and a page makes it sure again", () => {
    const state = apply(start(note(9)), updated(11, note(3, { read: true })));
    expect(state.stale).toBe(true);
    expect(freshPage(state, page([note(9)], { unread: 4 }))).toMatchObject({ stale: false, unread: 4 });
  });

  test("all read leaves only announcements that came after the mark", () => {
    const early = note(4, { audience: "everyone", seq: 11 });
    const late = note(5, { audience: "everyone", seq: 12 });
    const state = apply(start(note(1)), created(11, early, ALL), created(12, late, ALL), {
      type: "notification.all_read",
      stream: INBOX,
      seq: 12,
      announcements: 11,
    });
    expect(state.unread).toBe(1);
    expect([1, 4, 5].map((id) => state.known.get(id)?.read)).toEqual([true, true, false]);
  });
});

test("a page covers events up to its own place, in each stream", () => {
  expect(covers(page([]), [])).toBe(true);
  expect(covers(page([]), [created(10, note(1)), created(10, note(2), ALL)])).toBe(true);
  expect(covers(page([]), [created(10, note(1)), created(11, note(2), ALL)])).toBe(false);
  expect(covers(page([]), [created(1, note(1), "inbox:2")])).toBe(false);
});

describe("lists", () => {
  test("are newest first", () => {
    expect(listed(start(note(3), note(2), note(1)), false).map((item) => item.id)).toEqual([3, 2, 1]);
  });

  test("the unread one drops what was read", () => {
    const state = markedHere(start(note(3), note(2)), [3]);
    expect(listed(state, true).map((item) => item.id)).toEqual([2]);
  });

  test("never show what lies beyond a gap", () => {
    const top = freshPage(NOTHING_KNOWN, page([note(9), note(8)], { more: true }));
    expect(nextBefore(top, true)).toBe(8);
    const state = olderPage(top, page([note(4), note(2)], { more: false }), true);
    expect(listed(state, false).map((item) => item.id)).toEqual([9, 8]);
    expect(listed(state, true).map((item) => item.id)).toEqual([9, 8, 4, 2]);
    expect(nextBefore(state, false)).toBe(8);
    expect(nextBefore(state, true)).toBeNull();
  });

  test("an older page does not undo what events said meanwhile", () => {
    const top = freshPage(NOTHING_KNOWN, page([note(9)], { more: true }));
    const told = apply(top, updated(11, note(3, { read: true })));
    expect(olderPage(told, page([note(3)]), false).known.get(3)?.read).toBe(true);
  });

  test("a fresh page that no longer touches the old ones replaces them", () => {
    const old = start(note(2), note(1));
    const state = freshPage(old, page([note(90), note(89)], { more: true }));
    expect(listed(state, false).map((item) => item.id)).toEqual([90, 89]);
    expect(nextBefore(state, false)).toBe(89);
  });

  test("a fresh page that continues the old ones keeps them", () => {
    const state = freshPage(start(note(2), note(1)), page([note(3), note(2)], { more: true }));
    expect(listed(state, false).map((item) => item.id)).toEqual([3, 2, 1]);
    expect(nextBefore(state, false)).toBeNull();
  });

  test("an empty inbox has no next page", () => {
    expect(nextBefore(start(), false)).toBeNull();
    expect(nextBefore(start(), true)).toBeNull();
  });
});
