/** What of the inbox's state is looked at: the lines of a list, the members of a group. Pure. */
import type { Notification } from "../wire.ts";
import { type Filter, filterKey, isIn } from "./filters.ts";
import { inOrder, type Listed } from "./group_list.ts";
import type { InboxState } from "./inbox_state.ts";

export interface Shown {
  readonly listed: Listed;
  readonly newest: Notification;
  /** Its members in this list, newest first; only the newest while it is folded. */
  readonly members: readonly Notification[];
}

/** The groups of a list in their order; null while it was never fetched. */
export function shown(state: InboxState, filter: Filter): Shown[] | null {
  const list = state.lists.get(filterKey(filter));
  if (!list) return null;
  return inOrder(list).flatMap((listed) => {
    const newest = state.known.get(listed.newest);
    return newest ? [{ listed, newest, members: members(state, filter, listed, newest) }] : [];
  });
}

function members(
  state: InboxState,
  filter: Filter,
  { group, open }: Listed,
  newest: Notification,
): Notification[] {
  if (!open) return [newest];
  return [...state.known.values()]
    .filter((item) => item.group === group && item.rank >= open.floor && isIn(item, filter))
    .sort((a, b) => b.rank - a.rank);
}

/** Where the next older page of a list begins; null when there is none. */
export function nextBefore(state: InboxState, filter: Filter): number | null {
  const list = state.lists.get(filterKey(filter));
  return list?.more ? list.floor : null;
}
