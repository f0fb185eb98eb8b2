import { describe, expect, test } from "vitest";
import type { InboxPage, Notification } from "../wire.ts";
import { type Filter, filterOf, NOT_SNOOZED, queryOf } from "./filters.ts";
import { nextBefore, shown } from "./inbox_shown.ts";
import {
  acknowledgedHere,
  applyEvent,
  changedHere,
  covers,
  doubted,
  freshList,
  freshPage,
  groupsChangedHere,
  type InboxEvent,
  type InboxState,
  membersPage,
  NOTHING_KNOWN,
  olderList,
  resetPage,
  restoredHere,
  seenHere,
} from "./inbox_state.ts";
import { ALL, INBOX, note } from "./samples.ts";

const EVERYTHING: Filter = { tab: "all", kind: "" };
const UNREAD: Filter = { tab: "unread", kind: "" };
const DONE: Filter = { tab: "done", kind: "" };

function page(notifications: Notification[], fields: Partial<InboxPage> = {}): InboxPage {
  const streams = [
    { stream: INBOX, epoch: "e", head: 10 },
    { stream: ALL, epoch: "e", head: 10 },
  ];
  const unread = notifications.filter((item) => !item.read && !item.done && !item.snoozed_until).length;
  return { notifications, unread, unseen: unread, more: false, streams, last_event_id: "x", ...fields };
}

/** Known: these, as lists of groups of one; and in the tab "all" more below. */
function start(...items: Notification[]): InboxState {
  const state = resetPage(NOTHING_KNOWN, page(items));
  const { notifications: _, ...standing } = page(items);
  const groups = items.map((newest) => ({
    group: newest.group,
    newest,
    count: 1,
    unread: Number(!newest.read),
  }));
  return freshList(state, EVERYTHING, { ...standing, groups });
}

const created = (seq: number, notification: Notification, stream = INBOX): InboxEvent => ({
  type: "notification.created",
  stream,
  seq,
  notification,
});
const updated = (seq: number, notification: Notification, stream = INBOX): InboxEvent => ({
  type: "notification.updated",
  stream,
  seq,
  notification,
});
const removed = (seq: number, notification: number, stream = INBOX): InboxEvent => ({
  type: "notification.removed",
  stream,
  seq,
  notification,
});
const apply = (state: InboxState, ...events: InboxEvent[]) => events.reduce(applyEvent, state);
const listed = (state: InboxState, filter = EVERYTHING) =>
  shown(state, filter)?.map(({ listed: one }) => [one.newest, one.count, one.unread]);

describe("the numbers", () => {
  test("grow with a new one, shrink when it is read, done or snoozed", () => {
    const state = apply(start(note(1)), created(11, note(2)));
    expect(state.unread).toBe(2);
    for (const change of [{ read: true }, { done: true }, { snoozed_until: "2030-01-01T00:00:00Z" }]) {
      expect(apply(state, updated(12, note(2, change)))).toMatchObject({ unread: 1, unseen: 1 });
    }
  });

  test("do not move by an event that the page already held, nor by one that comes twice", () => {
    const state = start(note(1));
    expect(apply(state, created(10, note(1)))).toBe(state);
    const later = apply(state, created(11, note(2)));
    expect(apply(later, created(11, note(2)))).toBe(later);
  });

  test("unseen is not unread: what was on the screen still waits to be read", () => {
    const seen = apply(start(note(1), note(2)), {
      type: "notification.all_seen",
      stream: INBOX,
      seq: 11,
      announcements: 10,
    });
    expect(seen).toMatchObject({ unread: 2, unseen: 0 });
    expect(apply(seen, created(12, note(3)))).toMatchObject({ unread: 3, unseen: 1 });
    expect(seenHere(start(note(1)))).toMatchObject({ unread: 1, unseen: 0 });
  });

  test("an announcement is the same for everybody: what this person did with it stays", () => {
    const mine = note(7, { audience: "everyone", read: true, seen: true, saved: true });
    const state = apply(start(), updated(11, mine), created(11, note(7, { audience: "everyone" }), ALL));
    expect(state.known.get(7)).toMatchObject({ read: true, saved: true });
    const edited = apply(state, updated(12, note(7, { audience: "everyone", title: "Better" }), ALL));
    expect(edited.known.get(7)).toMatchObject({ read: true, saved: true, title: "Better" });
  });

  test("an edit that has overtaken an act keeps its words", () => {
    const everyone = { audience: "everyone", edited_at: null } as const;
    const edited = note(11, { ...everyone, title: "Better", edited_at: "2026-11-21T11:00:00Z" });
    const state = apply(
      start(),
      created(11, note(11, everyone), ALL),
      updated(12, edited, ALL),
      updated(11, note(11, { ...everyone, read: true })),
    );
    expect(state.known.get(11)).toMatchObject({ title: "Better", read: true });
  });

  test("an announcement beyond the first page is new however it is told; one before it is on a page never fetched", () => {
    const state = apply(start(), updated(11, note(11, { audience: "everyone", seq: 11 }), ALL));
    expect(state).toMatchObject({ unread: 1, stale: false });
    const old = note(3, { audience: "everyone", seq: 3 });
    expect(apply(state, updated(12, old, ALL), created(13, old, ALL))).toMatchObject({
      unread: 1,
      stale: false,
    });
  });

  test("an announcement that the mark covers is read even if the mark comes first", () => {
    const mark: InboxEvent = { type: "notification.all_read", stream: INBOX, seq: 11, announcements: 12 };
    const early = note(4, { audience: "everyone", seq: 12 });
    const late = note(5, { audience: "everyone", seq: 13 });
    const state = apply(start(note(1)), mark, created(12, early, ALL), created(13, late, ALL));
    expect(state.unread).toBe(1);
    expect([1, 4, 5].map((id) => state.known.get(id)?.read)).toEqual([true, true, false]);
  });

  test("a change of something never seen here makes them stale, and a page makes them sure again", () => {
    const state = apply(start(note(9)), updated(11, note(3, { read: true })));
    expect(state.stale).toBe(true);
    expect(freshPage(state, page([note(9)], { unread: 4 }))).toMatchObject({ stale: false, unread: 4 });
  });

  test("what was removed never comes back, whatever the other stream still says", () => {
    const state = apply(start(note(1)), removed(11, 1), updated(12, note(1, { saved: true })));
    expect(state).toMatchObject({ unread: 0, stale: false });
    expect(listed(state)).toEqual([]);
  });
});

describe("pages", () => {
  test("cover events up to their own place, in each stream", () => {
    const state = start(note(1));
    expect(covers(state, page([]))).toBe(true);
    expect(covers(apply(state, created(11, note(2))), page([]))).toBe(false);
  });

  test("a page that knows more is not counted twice by the events that follow", () => {
    const ahead = page([note(2), note(1)], {
      streams: [
        { stream: INBOX, epoch: "e", head: 12 },
        { stream: ALL, epoch: "e", head: 10 },
      ],
    });
    const state = freshPage(start(note(1)), ahead);
    expect(apply(state, created(12, note(2))).unread).toBe(2);
    expect(apply(state, created(12, note(2)), created(13, note(3))).unread).toBe(3);
  });

  test("another epoch forgets everything; the same one keeps the lists, as stale", () => {
    const state = start(note(1));
    const streams = [
      { stream: INBOX, epoch: "new", head: 2 },
      { stream: ALL, epoch: "new", head: 1 },
    ];
    expect(resetPage(state, page([], { streams })).lists.size).toBe(0);
    const further = [
      { stream: INBOX, epoch: "e", head: 40 },
      { stream: ALL, epoch: "e", head: 10 },
    ];
    const jumped = resetPage(state, page([note(8)], { streams: further }));
    expect([...jumped.lists.values()].map((list) => list.stale)).toEqual([true]);
    expect(resetPage(state, page([note(1)])).lists).toBe(state.lists);
  });
});

describe("lists of groups", () => {
  test("a new one of a group takes its top, and a group that is read through leaves the unread tab", () => {
    const first = note(1, { group: "thread:1" });
    let state = start(first);
    state = freshList(state, UNREAD, {
      ...page([]),
      groups: [{ group: "thread:1", newest: first, count: 1, unread: 1 }],
    });
    state = apply(state, created(11, note(2, { group: "thread:1" })), created(12, note(3)));
    expect(listed(state)).toEqual([
      [3, 1, 1],
      [2, 2, 2],
    ]);
    const read = apply(
      state,
      updated(13, note(1, { group: "thread:1", read: true })),
      updated(14, note(2, { group: "thread:1", read: true })),
    );
    expect(listed(read)).toEqual([
      [3, 1, 1],
      [2, 2, 0],
    ]);
    expect(listed(read, UNREAD)).toEqual([[3, 1, 1]]);
  });

  test("when the newest is done the one below it is the newest", () => {
    const state = apply(
      start(note(1, { group: "room:1" })),
      created(11, note(2, { group: "room:1" })),
      updated(12, note(2, { group: "room:1", done: true })),
    );
    expect(listed(state)).toEqual([[1, 1, 1]]);
  });

  test("what comes back from a snooze stands at the top", () => {
    const late = "2030-01-01T00:00:00Z";
    const state = apply(
      start(note(5), note(4), note(2)),
      updated(11, note(2, { snoozed_until: late, read: true })),
      updated(12, note(2, { rank: 6 })),
      created(13, note(7)),
    );
    expect(listed(state)?.map(([id]) => id)).toEqual([7, 2, 5, 4]);
    expect(state.unread).toBe(4);
  });

  test("never show what lies below the last page", () => {
    const { notifications: _, ...standing } = page([]);
    const nine = { group: "room:9", newest: note(9, { group: "room:9" }), count: 1, unread: 1 };
    let state = freshList(start(), EVERYTHING, { ...standing, groups: [nine], more: true });
    expect(nextBefore(state, EVERYTHING)).toBe(9);
    state = apply(state, updated(11, note(4, { group: "room:4", read: true })));
    expect(listed(state)?.map(([id]) => id)).toEqual([9]);
    const four = { group: "room:4", newest: note(4, { group: "room:4" }), count: 1, unread: 1 };
    state = olderList(state, EVERYTHING, {
      ...page([]),
      groups: [four],
      more: false,
      streams: [
        { stream: INBOX, epoch: "e", head: 11 },
        { stream: ALL, epoch: "e", head: 10 },
      ],
    });
    expect(listed(state)?.map(([id]) => id)).toEqual([9, 4]);
    expect(nextBefore(state, EVERYTHING)).toBeNull();
  });

  test("an unfolded group shows its members down to where they are known", () => {
    const [one, two, three] = [1, 2, 3].map((id) => note(id, { group: "room:1" })) as [
      Notification,
      Notification,
      Notification,
    ];
    const { notifications: _, ...standing } = page([]);
    let state = freshList(start(), EVERYTHING, {
      ...standing,
      groups: [{ group: "room:1", newest: three, count: 3, unread: 3 }],
    });
    expect(shown(state, EVERYTHING)?.[0]?.members.map(({ id }) => id)).toEqual([3]);
    state = membersPage(state, EVERYTHING, "room:1", page([three, two], { more: true }));
    expect(shown(state, EVERYTHING)?.[0]?.members.map(({ id }) => id)).toEqual([3, 2]);
    state = membersPage(state, EVERYTHING, "room:1", page([one], { more: false }));
    expect(shown(state, EVERYTHING)?.[0]?.members.map(({ id }) => id)).toEqual([3, 2, 1]);
  });
});

describe("what is done here", () => {
  test("is shown at once, counted once, and taken back as it was", () => {
    const state = start(note(2), note(1));
    const done = changedHere(state, [2], { done: true });
    expect(done).toMatchObject({ unread: 1 });
    expect(listed(done)?.map(([id]) => id)).toEqual([1]);
    expect(done.known.get(2)?.read).toBe(true); // what is done is read
    expect(apply(done, updated(11, note(2, { done: true, read: true, seen: true }))).unread).toBe(1);
    const before = [{ id: 2, read: false, done: false, saved: false, snoozed_until: null }];
    const undone = restoredHere(done, before);
    expect(undone.unread).toBe(2);
    expect(listed(undone)?.map(([id]) => id)).toEqual([2, 1]);
  });

  test("a snooze leaves every list but the saved and the done, and ends", () => {
    const away = changedHere(start(note(1)), [1], { snoozed_until: "2030-01-01T00:00:00Z" });
    expect(away.unread).toBe(0);
    expect(listed(away)).toEqual([]);
    const back = changedHere(away, [1], { snoozed_until: NOT_SNOOZED });
    expect(listed(back)).toEqual([[1, 1, 1]]);
  });

  test("of a group it is for what is in the list that is looked at", () => {
    const done = note(1, { group: "room:1", done: true, read: true });
    const state = start(note(2, { group: "room:1" }), done);
    const next = groupsChangedHere(state, EVERYTHING, ["room:1"], { saved: true });
    expect([next.known.get(1)?.saved, next.known.get(2)?.saved]).toEqual([false, true]);
    expect(groupsChangedHere(state, DONE, ["room:1"], { done: false }).known.get(1)?.done).toBe(false);
  });

  test("taking note of something reads it", () => {
    const state = acknowledgedHere(start(note(1, { wants_ack: true })), 1);
    expect(state.unread).toBe(0);
    expect(state.known.get(1)).toMatchObject({ acknowledged: true, read: true });
  });

  test("a doubt makes everything stale", () => {
    const state = doubted(start(note(1)));
    expect([state.stale, ...[...state.lists.values()].map((list) => list.stale)]).toEqual([true, true]);
  });
});

test("an address says which list, and is read again", () => {
  const kinds = ["reply", "mention"] as const;
  for (const filter of [EVERYTHING, UNREAD, { tab: "done", kind: "reply" }] as const)
    expect(filterOf(queryOf(filter), kinds)).toEqual(filter);
  expect(filterOf("?unread", kinds)).toEqual(UNREAD);
  expect(filterOf("?tab=nonsense&kind=nonsense", kinds)).toEqual(EVERYTHING);
});
