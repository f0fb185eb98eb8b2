/**
 * What a tab knows of its person's inbox, and the exact number of unread ones. Pure.
 *
 * A page of the API fixes the number and its place in the streams; every change after that place moves it. When a
 * change concerns a notification this tab has never seen, the number cannot be told from here: it is `stale` and a
 * page is fetched again.
 */
import type { Notification } from "../wire.ts";

export interface StreamPosition {
  readonly stream: string;
  readonly epoch: string;
  readonly head: number;
}

export interface InboxPage {
  readonly notifications: readonly Notification[];
  readonly unread: number;
  readonly more: boolean;
  readonly streams: readonly StreamPosition[];
  readonly last_event_id: string;
}

interface Placed {
  readonly stream: string;
  readonly seq: number;
}

export type InboxEvent =
  | (Placed & { type: "notification.created"; notification: Notification })
  | (Placed & { type: "notification.updated"; notification: Notification })
  | (Placed & { type: "notification.all_read"; announcements: number });

export interface InboxState {
  readonly known: ReadonlyMap<number, Notification>;
  readonly unread: number;
  /** The number may be wrong: ask for a page. */
  readonly stale: boolean;
  /** Last sequence applied in each stream. */
  readonly seen: ReadonlyMap<string, number>;
  /** All notifications with ids from here on are known (null: none asked for yet), and whether older ones exist. */
  readonly floor: number | null;
  readonly more: boolean;
  /** The same for the unread ones. */
  readonly unreadFloor: number | null;
  readonly unreadMore: boolean;
}

export const NOTHING_KNOWN: InboxState = {
  known: new Map(),
  unread: 0,
  stale: true,
  seen: new Map(),
  floor: null,
  more: true,
  unreadFloor: null,
  unreadMore: true,
};

function withKnown(state: InboxState, found: readonly Notification[]): Map<number, Notification> {
  const known = new Map(state.known);
  for (const notification of found) known.set(notification.id, notification);
  return known;
}

function lowest(page: InboxPage, otherwise: number | null): number | null {
  return page.notifications.at(-1)?.id ?? otherwise;
}

/** A page from the top: the truth about the number, and a new place in the streams. */
export function freshPage(state: InboxState, page: InboxPage): InboxState {
  const seen = new Map(page.streams.map((position) => [position.stream, position.head]));
  const overlaps = state.floor !== null && page.notifications.some((item) => state.known.has(item.id));
  const known = overlaps
    ? withKnown(state, page.notifications)
    : withKnown(NOTHING_KNOWN, page.notifications);
  return {
    ...NOTHING_KNOWN,
    known,
    unread: page.unread,
    stale: false,
    seen,
    floor: overlaps ? state.floor : lowest(page, 0),
    more: overlaps ? state.more : page.more,
    unreadFloor: overlaps ? state.unreadFloor : null,
    unreadMore: overlaps ? state.unreadMore : true,
  };
}

/** An older page, asked for with `before`; its number counts as well, for nothing newer can be missing from it. */
export function olderPage(state: InboxState, page: InboxPage, unreadOnly: boolean): InboxState {
  const known = new Map([...page.notifications.map((item) => [item.id, item] as const), ...state.known]);
  return unreadOnly
    ? { ...state, known, unreadFloor: lowest(page, 0), unreadMore: page.more }
    : { ...state, known, floor: lowest(page, 0), more: page.more };
}

/** False when something happened that the page does not know of yet: its number is then already old. */
export function covers(page: InboxPage, events: readonly InboxEvent[]): boolean {
  return events.every((event) => {
    const position = page.streams.find((one) => one.stream === event.stream);
    return position !== undefined && event.seq <= position.head;
  });
}

/** Applies an event; one that was already applied changes nothing (the same object comes back). */
export function applyEvent(state: InboxState, event: InboxEvent): InboxState {
  if (event.seq <= (state.seen.get(event.stream) ?? 0)) return state;
  const seen = new Map(state.seen).set(event.stream, event.seq);
  switch (event.type) {
    case "notification.created":
      return { ...created(state, event.notification), seen };
    case "notification.updated":
      return { ...updated(state, event.notification), seen };
    case "notification.all_read":
      return { ...allRead(state, event.announcements), seen };
  }
}

function created(state: InboxState, notification: Notification): InboxState {
  // Announcements come with `read: false` for everybody; what the own inbox said about it before is better.
  if (state.known.has(notification.id)) return state;
  return {
    ...state,
    known: withKnown(state, [notification]),
    unread: state.unread + (notification.read ? 0 : 1),
  };
}

function updated(state: InboxState, notification: Notification): InboxState {
  const before = state.known.get(notification.id);
  const known = withKnown(state, [notification]);
  if (!before) return { ...state, known, stale: true };
  const change = Number(before.read) - Number(notification.read);
  return { ...state, known, unread: state.unread + change };
}

function allRead(state: InboxState, announcements: number): InboxState {
  const stays = (item: Notification) =>
    item.audience === "everyone" && item.seq > announcements && !item.read;
  const known = new Map<number, Notification>();
  let unread = 0;
  for (const [id, item] of state.known) {
    const open = stays(item);
    unread += Number(open);
    known.set(id, open || item.read ? item : { ...item, read: true });
  }
  return { ...state, known, unread };
}

/** Shows it as read at once; the server's own event then changes nothing more. */
export function markedHere(state: InboxState, ids: readonly number[]): InboxState {
  return ids.reduce((now, id) => {
    const item = now.known.get(id);
    return item && !item.read ? updated(now, { ...item, read: true }) : now;
  }, state);
}

/** Newest first; never across a gap: what lies below the last page of its list is left out. */
export function listed(state: InboxState, unreadOnly: boolean): Notification[] {
  const floor = unreadOnly
    ? Math.min(state.floor ?? 0, state.unreadFloor ?? Number.POSITIVE_INFINITY)
    : (state.floor ?? 0);
  return [...state.known.values()]
    .filter((item) => item.id >= floor && !(unreadOnly && item.read))
    .sort((a, b) => b.id - a.id);
}

/** Where the next older page of a list begins; null when there is none. */
export function nextBefore(state: InboxState, unreadOnly: boolean): number | null {
  if (!unreadOnly) return state.more ? state.floor : null;
  if (!state.more || !state.unreadMore) return null;
  return Math.min(state.floor ?? 0, state.unreadFloor ?? Number.POSITIVE_INFINITY) || null;
}
