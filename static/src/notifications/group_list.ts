/**
 * One list of groups as it is loaded so far (a tab, perhaps of one kind), moved on by every change. Pure.
 *
 * The server gives the groups with their numbers; from then on each change of a notification moves the numbers of its
 * group by what it was and what it is now. Where that cannot be told from here the list is `stale`: it is fetched anew.
 */
import type { Group, Notification } from "../wire.ts";
import { type Filter, isIn } from "./filters.ts";
import { type Heads, moved, type Place } from "./heads.ts";

export interface Listed {
  readonly group: string;
  /** The id of the newest of the group in this list, and where it stands. */
  readonly newest: number;
  readonly rank: number;
  readonly count: number;
  readonly unread: number;
  /** What of the streams is in these numbers. */
  readonly at: Heads;
  /** When it was unfolded: its members that rank from `floor` on are known; whether there are older ones. */
  readonly open: { readonly floor: number; readonly more: boolean } | null;
}

export interface GroupList {
  readonly filter: Filter;
  readonly groups: ReadonlyMap<string, Listed>;
  /** What of the streams is in the list as it was fetched: that a group is not listed is true from there on. */
  readonly at: Heads;
  /** Groups whose newest ranks from here on are listed; whether there are others. */
  readonly floor: number;
  readonly more: boolean;
  readonly stale: boolean;
}

/** One change: what a notification was and is (null: not in the inbox), where it stands in the streams. */
export interface Change {
  readonly before: Notification | null;
  readonly after: Notification | null;
  /** What it was is not known here. */
  readonly unsure: boolean;
  /** Null: a change made here, which the server does not know yet. */
  readonly at: { readonly place: Place; readonly seq: number } | null;
}

/** Looks for the newest known notification of a group that is in a list; undefined when none is known. */
export type Newest = (group: string, filter: Filter) => { newest: Notification; known: number } | undefined;

export function listedOf(group: Group, at: Heads, open: Listed["open"] = null): Listed {
  const { count, unread } = group;
  return { group: group.group, ...standing(group.newest), count, unread, at, open };
}

function standing({ id, rank }: Notification): Pick<Listed, "newest" | "rank"> {
  return { newest: id, rank };
}

function withGroup(list: GroupList, name: string, listed: Listed | null, stale: boolean): GroupList {
  const groups = new Map(list.groups);
  if (listed) groups.set(name, listed);
  else groups.delete(name);
  return { ...list, groups, stale: list.stale || stale };
}

/** What of the streams is in a list's word about a group. */
export function heads(list: GroupList, group: string): Heads {
  return list.groups.get(group)?.at ?? list.at;
}

/** Moves a list by a change. */
export function applyChange(list: GroupList, change: Change, newestOf: Newest): GroupList {
  const { before, after, unsure, at } = change;
  const name = (after ?? before)?.group;
  if (name === undefined) return { ...list, stale: true }; // something went that was never known here
  const listed = list.groups.get(name);
  if (at && heads(list, name)[at.place] >= at.seq) return list;
  const goesIn = after !== null && isIn(after, list.filter);
  if (!listed) return goesIn ? comesIn(list, after, unsure, at) : list;
  const wasIn = before !== null && isIn(before, list.filter);
  const numbers = {
    count: listed.count + Number(goesIn) - Number(wasIn),
    unread: listed.unread + Number(goesIn && !after?.read) - Number(wasIn && !before?.read),
    at: at ? moved(listed.at, at.place, at.seq) : listed.at,
  };
  if (numbers.count <= 0 && !unsure) return withGroup(list, name, null, false);
  if (goesIn && after.rank >= listed.rank)
    return withGroup(list, name, { ...listed, ...numbers, ...standing(after) }, unsure);
  if (goesIn || (after ?? before)?.id !== listed.newest)
    return withGroup(list, name, { ...listed, ...numbers }, unsure);
  // Its newest has left: the one below is the newest if all that are left are known.
  const left = newestOf(name, list.filter);
  const known = left !== undefined && left.known >= numbers.count;
  if (known && list.more && left.newest.rank < list.floor) return withGroup(list, name, null, unsure);
  return withGroup(
    list,
    name,
    left ? { ...listed, ...numbers, ...standing(left.newest) } : null,
    unsure || !known,
  );
}

function comesIn(list: GroupList, after: Notification, unsure: boolean, at: Change["at"]): GroupList {
  if (after.rank < list.floor && list.more) return list; // its place is below what is loaded
  const listed: Listed = {
    group: after.group,
    ...standing(after),
    count: 1,
    unread: Number(!after.read),
    at: at ? moved(list.at, at.place, at.seq) : list.at,
    open: null,
  };
  // Older ones of its group may lie below what is loaded: the page knows how many.
  return withGroup(list, after.group, listed, unsure || list.more);
}

/** Everything is read, but for what `stays` (announcements that came later). */
export function applyAllRead(list: GroupList, seq: number, stays: (newest: number) => boolean): GroupList {
  const groups = new Map<string, Listed>();
  for (const [name, listed] of list.groups) {
    if (listed.at.inbox >= seq || stays(listed.newest)) groups.set(name, listed);
    else if (list.filter.tab !== "unread")
      groups.set(name, { ...listed, unread: 0, at: moved(listed.at, "inbox", seq) });
  }
  return { ...list, groups, more: list.more && list.filter.tab !== "unread" };
}

/** A page from the top: it replaces what was loaded. What was unfolded stays so. */
export function topPage(
  filter: Filter,
  before: GroupList | undefined,
  groups: readonly Group[],
  more: boolean,
  at: Heads,
): GroupList {
  const listed = groups.map(
    (group) => [group.group, listedOf(group, at, before?.groups.get(group.group)?.open)] as const,
  );
  const floor = more ? (groups.at(-1)?.newest.rank ?? 0) : 0;
  return { filter, groups: new Map(listed), at, floor, more, stale: false };
}

/** The next older page. A group that has moved up meanwhile is listed already. */
export function olderPage(list: GroupList, groups: readonly Group[], more: boolean, at: Heads): GroupList {
  const all = new Map(list.groups);
  for (const group of groups) if (!all.has(group.group)) all.set(group.group, listedOf(group, at));
  const floor = more ? (groups.at(-1)?.newest.rank ?? list.floor) : 0;
  return { ...list, groups: all, floor, more };
}

/** The groups in their order: the one with the newest notification first. */
export function inOrder(list: GroupList): Listed[] {
  return [...list.groups.values()].sort((a, b) => b.rank - a.rank);
}
