/** The calls of the inbox. */
import { api } from "../api.ts";
import type {
  Changed,
  EntryChange,
  EntryState,
  GroupPage,
  InboxCount,
  InboxPage,
  Notification,
} from "../wire.ts";
import type { Filter } from "./filters.ts";

/** Lines and groups asked for at once; the server gives, and changes, at most MOST. */
export const PAGE = 30;
export const MOST = 100;

/** What a change is about: some notifications, whole groups within a list, or the whole list. */
export type Target = { ids: number[] } | { groups: string[]; filter: Filter } | { filter: Filter };

function query(values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** The newest notifications that are not done, and the numbers. */
export function fetchNewest(): Promise<InboxPage> {
  return api<InboxPage>("GET", `/notifications?limit=${PAGE}`);
}

export function fetchGroups(filter: Filter, limit: number, before: number | null): Promise<GroupPage> {
  return api<GroupPage>("GET", `/notifications/groups?${query({ ...filter, limit, before })}`);
}

export function fetchMembers(
  filter: Filter,
  group: string,
  limit: number,
  before: number | null,
): Promise<InboxPage> {
  return api<InboxPage>("GET", `/notifications?${query({ ...filter, group, limit, before })}`);
}

export function postChange(target: Target, change: EntryChange): Promise<Changed> {
  const what =
    "ids" in target
      ? { ids: target.ids }
      : {
          ...("groups" in target && { groups: target.groups }),
          tab: target.filter.tab,
          kind: target.filter.kind || null,
        };
  return api<Changed>("POST", "/notifications/change", { ...what, change });
}

export function postStates(states: readonly EntryState[]): Promise<InboxCount> {
  return api<InboxCount>("POST", "/notifications/states", { states });
}

export function postAcknowledge(id: number): Promise<Notification> {
  return api<Notification>("POST", `/notifications/${id}/acknowledge`);
}

export function postSeenAll(): Promise<InboxCount> {
  return api<InboxCount>("POST", "/notifications/seen_all");
}
