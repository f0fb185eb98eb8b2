import { expect, test } from "vitest";
import type { Notification } from "../wire.ts";
import { applied, type Banners, bannersOf, standing, untilExpiry } from "./banners_state.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const ALL = "announcements:all";

function note(id: number, fields: Partial<Notification> = {}): Notification {
  return {
    id,
    seq: id,
    kind: "announcement",
    group: "",
    places: [],
    title: `N${id}`,
    body: "",
    url: "",
    data: {},
    translations: {},
    audience: "everyone",
    level: "banner",
    sender: "staff",
    created_at: "2026-11-21T10:00:00Z",
    edited_at: null,
    expires_at: null,
    wants_ack: false,
    count: 1,
    read: false,
    seen: false,
    done: false,
    saved: false,
    snoozed_until: null,
    rank: id,
    acknowledged: false,
    ...fields,
  };
}

const ids = (banners: Banners, now = NOW) => standing(banners, now).shown.map(({ id }) => id);
const told = (banners: Banners, notification: Notification, stream = ALL, type = "updated") =>
  applied(banners, { type: `notification.${type}` as "notification.updated", stream, notification });

test("only banners and urgent ones stand there, the urgent first, not more than fit", () => {
  const all = bannersOf([note(1), note(2, { level: "urgent" }), note(3), note(4, { level: "normal" })]);
  expect(standing(all, NOW)).toMatchObject({ shown: [{ id: 2 }, { id: 3 }], more: 1 });
});

test("a new one appears, reading takes it away, and an edit by its sender does not bring it back", () => {
  let banners = told(bannersOf([]), note(1), ALL, "created").banners;
  expect(ids(banners)).toEqual([1]);
  banners = told(banners, note(1, { read: true }), "inbox:3").banners;
  expect(ids(banners)).toEqual([]);
  banners = told(banners, note(1, { title: "New words" })).banners;
  expect(ids(banners)).toEqual([]);
});

test("what asks to be acknowledged stays when it is read, until it is acknowledged", () => {
  let banners = bannersOf([note(1, { wants_ack: true, read: true })]);
  expect(ids(banners)).toEqual([1]);
  banners = told(banners, note(1, { wants_ack: true, read: true, acknowledged: true }), "inbox:3").banners;
  expect(ids(banners)).toEqual([]);
});

test("taken back, made quieter, or expired: it goes", () => {
  const two = bannersOf([note(1), note(2, { expires_at: "2026-11-21T12:00:05Z" })]);
  const gone = applied(two, { type: "notification.removed", stream: ALL, notification: 1 });
  expect(ids(gone.banners)).toEqual([2]);
  expect(ids(told(two, note(1, { level: "normal" })).banners)).toEqual([2]);
  expect(untilExpiry(two, NOW)).toBe(5_000);
  expect(ids(two, NOW + 5_000)).toEqual([1]);
  expect(untilExpiry(two, NOW + 5_000)).toBeNull();
});

test("everything read covers what came before, and not what came after", () => {
  const read = applied(bannersOf([note(1), note(2)]), {
    type: "notification.all_read",
    stream: "inbox:3",
    announcements: 1,
  });
  expect(ids(read.banners)).toEqual([2]);
});

test("an edit of one that is not known here has to be asked for", () => {
  const known = bannersOf([note(1)]);
  expect(told(known, note(7))).toEqual({ banners: known, unsure: 7 });
});
