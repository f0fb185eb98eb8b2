/**
 * What a tab knows of its person's inbox: notifications, the exact numbers, and the lists that are looked at. Pure.
 *
 * Every page of the API tells the truth at one place of the two streams; every event after that place moves it. The
 * numbers, each group of a list and each notification remember up to where they are true, so that nothing is counted
 * twice whichever answer comes first. Where a change cannot be told from here (it concerns something this tab has
 * never seen) the numbers or the list are `stale` and are fetched again.
 */
import type {
  EntryChange,
  GroupPage,
  InboxPage,
  Notification,
  PlaceRuleChanged,
  PreferencesChanged,
} from "../wire.ts";
import { changed, type Filter, filterKey, isIn, isLive, isUnread, isUnseen, NOT_SNOOZED } from "./filters.ts";
import {
  applyAllRead,
  applyChange,
  type Change,
  type GroupList,
  heads,
  olderPage,
  topPage,
} from "./group_list.ts";
import {
  type Epochs,
  epochsOf,
  type Heads,
  headsOf,
  moved,
  NOWHERE,
  type Place,
  placeOf,
  reaches,
  same,
} from "./heads.ts";

export type { InboxPage } from "../wire.ts";
export type { StreamPosition } from "./heads.ts";

interface Placed {
  readonly stream: string;
  readonly seq: number;
}

export type InboxEvent =
  | (Placed & { type: "notification.created"; notification: Notification })
  | (Placed & { type: "notification.updated"; notification: Notification })
  | (Placed & { type: "notification.removed"; notification: number })
  | (Placed & { type: "notification.all_read"; announcements: number })
  | (Placed & { type: "notification.all_seen"; announcements: number })
  | (Placed & { type: "preferences.changed"; wishes: PreferencesChanged["wishes"] })
  | (Placed & { type: "place_rule.changed"; rule: PlaceRuleChanged["rule"] });

export interface InboxState {
  readonly known: ReadonlyMap<number, Notification>;
  /** What of the streams is in each known notification. */
  readonly at: ReadonlyMap<number, Heads>;
  readonly unread: number;
  readonly unseen: number;
  readonly countsAt: Heads;
  /** The numbers may be wrong: ask for a page. */
  readonly stale: boolean;
  /** The last sequence applied in each stream, and the streams' epochs. */
  readonly seen: Heads;
  readonly epochs: Epochs;
  /** What was taken away never comes back: an event of the other stream may still speak of it. */
  readonly removed: ReadonlySet<number>;
  /** The head of the announcements in the page that this tab began with: an announcement from beyond it is new. */
  readonly since: number;
  /** Announcements up to here are read, or seen, whatever their event says. */
  readonly readUpTo: number;
  readonly seenUpTo: number;
  readonly lists: ReadonlyMap<string, GroupList>;
}

export const NOTHING_KNOWN: InboxState = {
  known: new Map(),
  at: new Map(),
  unread: 0,
  unseen: 0,
  countsAt: NOWHERE,
  stale: true,
  seen: NOWHERE,
  epochs: { inbox: "", all: "" },
  removed: new Set(),
  since: 0,
  readUpTo: 0,
  seenUpTo: 0,
  lists: new Map(),
};

// -- pages ------------------------------------------------------------------------------------------------------

type Page = Pick<InboxPage, "streams" | "unread" | "unseen">;

/** False when something happened that the page does not know of yet: it has to be fetched again. */
export function covers(state: InboxState, page: Pick<InboxPage, "streams">): boolean {
  return reaches(headsOf(page.streams), state.seen);
}

function withItems(state: InboxState, items: readonly Notification[], place: Heads): InboxState {
  const known = new Map(state.known);
  const at = new Map(state.at);
  for (const item of items) {
    known.set(item.id, item);
    at.set(item.id, place);
  }
  return { ...state, known, at };
}

function withCounts(state: InboxState, page: Page): InboxState {
  const countsAt = headsOf(page.streams);
  return { ...state, unread: page.unread, unseen: page.unseen, countsAt, stale: false };
}

function withList(state: InboxState, list: GroupList): InboxState {
  return { ...state, lists: new Map(state.lists).set(filterKey(list.filter), list) };
}

/** The truth anew, when events in between may never come: what was known beside the page counts no more. */
export function resetPage(state: InboxState, page: InboxPage): InboxState {
  const place = headsOf(page.streams);
  const epochs = epochsOf(page.streams);
  const goesOn = same(epochs, state.epochs);
  if (goesOn && same(place, state.seen)) return withCounts(withItems(state, page.notifications, place), page);
  const lists = new Map<string, GroupList>();
  if (goesOn) for (const [key, list] of state.lists) lists.set(key, { ...list, stale: true });
  const kept = goesOn ? state.known : NOTHING_KNOWN.known;
  const bare = { ...NOTHING_KNOWN, since: place.all, known: kept, at: goesOn ? state.at : NOTHING_KNOWN.at };
  const next = withCounts(
    withItems({ ...bare, lists, seen: place, epochs }, page.notifications, place),
    page,
  );
  return goesOn
    ? { ...next, removed: state.removed, readUpTo: state.readUpTo, seenUpTo: state.seenUpTo }
    : next;
}

/** A page fetched while events go on coming; it covers them (see `covers`). */
export function freshPage(state: InboxState, page: InboxPage): InboxState {
  return withCounts(withItems(state, page.notifications, headsOf(page.streams)), page);
}

/** A list from its top. */
export function freshList(state: InboxState, filter: Filter, page: GroupPage): InboxState {
  const place = headsOf(page.streams);
  const newest = page.groups.map((group) => group.newest);
  const list = topPage(filter, state.lists.get(filterKey(filter)), page.groups, page.more, place);
  return withList(withCounts(withItems(state, newest, place), page), list);
}

/** Its next older page. */
export function olderList(state: InboxState, filter: Filter, page: GroupPage): InboxState {
  const list = state.lists.get(filterKey(filter));
  if (!list) return state;
  const place = headsOf(page.streams);
  const newest = page.groups.map((group) => group.newest);
  return withList(
    withCounts(withItems(state, newest, place), page),
    olderPage(list, page.groups, page.more, place),
  );
}

/** A page of a group's members, from its top or older ones. */
export function membersPage(state: InboxState, filter: Filter, group: string, page: InboxPage): InboxState {
  const list = state.lists.get(filterKey(filter));
  const listed = list?.groups.get(group);
  if (!list || !listed) return state;
  const open = { floor: page.more ? (page.notifications.at(-1)?.rank ?? 0) : 0, more: page.more };
  const next = withCounts(withItems(state, page.notifications, headsOf(page.streams)), page);
  return withList(next, { ...list, groups: new Map(list.groups).set(group, { ...listed, open }) });
}

export function folded(state: InboxState, filter: Filter, group: string): InboxState {
  const list = state.lists.get(filterKey(filter));
  const listed = list?.groups.get(group);
  if (!list || !listed) return state;
  return withList(state, { ...list, groups: new Map(list.groups).set(group, { ...listed, open: null }) });
}

// -- events -----------------------------------------------------------------------------------------------------

/** Applies an event; one that was already applied changes nothing (the same object comes back). */
export function applyEvent(state: InboxState, event: InboxEvent): InboxState {
  const at = { place: placeOf(event.stream), seq: event.seq };
  if (at.seq <= state.seen[at.place]) return state;
  const next = { ...state, seen: moved(state.seen, at.place, at.seq) };
  switch (event.type) {
    case "notification.created":
      return told(next, event.notification, at, true);
    case "notification.updated":
      return told(next, event.notification, at, false);
    case "notification.removed":
      return move(next, event.notification, null, at, true);
    case "notification.all_read":
      return allRead(next, event.announcements, at.seq);
    case "notification.all_seen":
      return allSeen(next, event.announcements, at.seq);
    default:
      return next; // preferences are kept elsewhere
  }
}

type At = { readonly place: Place; readonly seq: number };

/** Announcements travel alike for everybody: what this person did with it is what is known here. */
function asMine(item: Notification, mine: Notification): Notification {
  const { read, seen, done, saved, snoozed_until, rank, acknowledged, count } = mine;
  return { ...item, read, seen, done, saved, snoozed_until, rank, acknowledged, count };
}

/** The inbox may be late with the words of an announcement: its sender's edit travels on the other stream. */
function withNewestWords(told: Notification, known: Notification | undefined): Notification {
  const isOld = (known?.edited_at ?? "") > (told.edited_at ?? "");
  return known && isOld && told.audience === "everyone" ? asMine(known, told) : told;
}

/** `created`: it was not in the inbox before. */
function told(state: InboxState, item: Notification, at: At, created: boolean): InboxState {
  const mine = state.known.get(item.id);
  if (at.place === "inbox") return move(state, item.id, withNewestWords(item, mine), at, !created);
  if (mine) return move(state, item.id, asMine(item, mine), at, false);
  // Which of its changes comes first says nothing: what is not beyond the first page is on one never fetched.
  if (item.seq <= state.since) return state;
  const read = item.read || item.seq <= state.readUpTo;
  const seen = item.seen || read || item.seq <= state.seenUpTo;
  return move(state, item.id, { ...item, read, seen }, at, false);
}

/**
 * One notification is now `after`. `mayHaveBeen`: if it is not known here it may nevertheless have been in the
 * inbox, so that numbers cannot be told.
 */
function move(
  state: InboxState,
  id: number,
  after: Notification | null,
  at: At,
  mayHaveBeen: boolean,
): InboxState {
  if (state.removed.has(id)) return state;
  const before = state.known.get(id) ?? null;
  const knownAt = state.at.get(id);
  if (before && knownAt && knownAt[at.place] >= at.seq) return outdate(state, before.group, at);
  const known = new Map(state.known);
  const places = new Map(state.at);
  if (after) {
    known.set(id, after);
    places.set(id, moved(knownAt ?? state.seen, at.place, at.seq));
  } else {
    known.delete(id);
    places.delete(id);
  }
  const removed = after ? state.removed : new Set(state.removed).add(id);
  const change: Change = { before, after, unsure: before === null && mayHaveBeen, at };
  return moveAll({ ...state, known, at: places, removed }, change);
}

/** The notification is known from a newer page than some numbers are: those are fetched anew. */
function outdate(state: InboxState, group: string, at: At): InboxState {
  const lists = new Map<string, GroupList>();
  for (const [key, list] of state.lists)
    lists.set(key, heads(list, group)[at.place] < at.seq ? { ...list, stale: true } : list);
  return { ...state, lists, stale: state.stale || state.countsAt[at.place] < at.seq };
}

function moveAll(state: InboxState, change: Change): InboxState {
  const lists = new Map<string, GroupList>();
  const newest = (group: string, filter: Filter) => newestKnown(state, group, filter);
  for (const [key, list] of state.lists) lists.set(key, applyChange(list, change, newest));
  return { ...counted(state, change), lists };
}

function counted(state: InboxState, { before, after, unsure, at }: Change): InboxState {
  if (at && state.countsAt[at.place] >= at.seq) return state;
  if (unsure) return { ...state, stale: true };
  const by = (counts: (item: Notification) => boolean) =>
    Number(after !== null && counts(after)) - Number(before !== null && counts(before));
  return { ...state, unread: state.unread + by(isUnread), unseen: state.unseen + by(isUnseen) };
}

function newestKnown(state: InboxState, group: string, filter: Filter) {
  const items = [...state.known.values()].filter((item) => item.group === group && isIn(item, filter));
  const [first, ...rest] = items;
  if (!first) return undefined;
  const newest = rest.reduce((top, item) => (item.rank > top.rank ? item : top), first);
  return { newest, known: items.length };
}

function marked(
  state: InboxState,
  seq: number,
  upTo: number,
  mark: (item: Notification) => Notification,
): InboxState {
  const known = new Map(state.known);
  const at = new Map(state.at);
  for (const [id, item] of known) {
    const place = at.get(id) ?? NOWHERE;
    if (place.inbox >= seq || (item.audience === "everyone" && item.seq > upTo)) continue;
    known.set(id, mark(item));
    at.set(id, moved(place, "inbox", seq));
  }
  return { ...state, known, at };
}

/** What is left to count is known: it came after the mark. */
function left(state: InboxState, counts: (item: Notification) => boolean): number {
  return [...state.known.values()].filter((item) => isLive(item) && counts(item)).length;
}

function allRead(state: InboxState, announcements: number, seq: number): InboxState {
  const next = marked(state, seq, announcements, (item) => ({ ...item, read: true, seen: true }));
  const stays = (id: number) => next.known.get(id)?.read === false;
  const lists = new Map([...state.lists].map(([key, list]) => [key, applyAllRead(list, seq, stays)]));
  const counts =
    state.countsAt.inbox >= seq
      ? {}
      : { unread: left(next, isUnread), unseen: left(next, isUnseen), stale: false };
  return { ...next, lists, ...counts, readUpTo: Math.max(state.readUpTo, announcements) };
}

function allSeen(state: InboxState, announcements: number, seq: number): InboxState {
  const next = marked(state, seq, announcements, (item) => ({ ...item, seen: true }));
  const counts = state.countsAt.inbox >= seq ? {} : { unseen: left(next, isUnseen) };
  return { ...next, ...counts, seenUpTo: Math.max(state.seenUpTo, announcements) };
}

// -- what is done here ------------------------------------------------------------------------------------------

/** Shows a change at once; the server's own event then changes nothing more. */
export function changedHere(state: InboxState, ids: readonly number[], change: EntryChange): InboxState {
  let now = state;
  for (const id of ids) {
    const before = now.known.get(id);
    if (!before) continue;
    const after = changed(before, change);
    const known = new Map(now.known).set(id, after);
    now = moveAll({ ...now, known }, { before, after, unsure: false, at: null });
  }
  return now;
}

/** The same for whole groups of a list; what is not known of them is told by the server's events. */
export function groupsChangedHere(
  state: InboxState,
  filter: Filter,
  groups: readonly string[],
  change: EntryChange,
): InboxState {
  const ids = [...state.known.values()]
    .filter((item) => groups.includes(item.group) && isIn(item, filter))
    .map((item) => item.id);
  return changedHere(state, ids, change);
}

/** Taking note of something reads it. */
export function acknowledgedHere(state: InboxState, id: number): InboxState {
  const next = changedHere(state, [id], { read: true });
  const item = next.known.get(id);
  return item ? { ...next, known: new Map(next.known).set(id, { ...item, acknowledged: true }) } : state;
}

/** Takes changes back that the server did not do, or that are undone. */
export function restoredHere(
  state: InboxState,
  before: readonly Pick<Notification, "id" | "read" | "done" | "saved" | "snoozed_until">[],
): InboxState {
  return before.reduce((now, { id, read, done, saved, snoozed_until }) => {
    const change = { read, done, saved, snoozed_until: snoozed_until ?? NOT_SNOOZED };
    return changedHere(now, [id], change);
  }, state);
}

/** Everything that is there was on the screen; the server's own event then changes nothing more. */
export function seenHere(state: InboxState): InboxState {
  const known = new Map([...state.known].map(([id, item]) => [id, { ...item, seen: true }]));
  return { ...state, known, unseen: 0 };
}

/** Nothing of it is sure any more. */
export function doubted(state: InboxState): InboxState {
  const lists = new Map([...state.lists].map(([key, list]) => [key, { ...list, stale: true }]));
  return { ...state, stale: true, lists };
}
