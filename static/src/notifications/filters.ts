/** What stands in which tab, and what counts as unread and unseen. Pure; the twin of the server's tabs. */
import type { EntryChange, Notification } from "../wire.ts";

export type Kind = Notification["kind"];
export type Tab = "all" | "unread" | "mentions" | "saved" | "done";
export const TABS: readonly Tab[] = ["all", "unread", "mentions", "saved", "done"];

/** `kind` "" is every kind. */
export interface Filter {
  readonly tab: Tab;
  readonly kind: Kind | "";
}

const MENTIONS: ReadonlySet<Kind> = new Set(["mention", "everyone", "keyword", "document_mention"]);

/** Neither done nor snoozed. A snooze ends by the server's event, not by this browser's clock. */
export function isLive(item: Notification): boolean {
  return !item.done && item.snoozed_until === null;
}

export function isUnread(item: Notification): boolean {
  return isLive(item) && !item.read;
}

export function isUnseen(item: Notification): boolean {
  return isLive(item) && !item.seen && !item.read;
}

export function isIn(item: Notification, { tab, kind }: Filter): boolean {
  if (kind && item.kind !== kind) return false;
  switch (tab) {
    case "all":
      return isLive(item);
    case "unread":
      return isUnread(item);
    case "mentions":
      return isLive(item) && MENTIONS.has(item.kind);
    case "saved":
      return item.saved;
    case "done":
      return item.done;
  }
}

/** The item after a change; what the change leaves out (null or undefined) stays. What is done is read, too. */
export function changed(item: Notification, change: EntryChange): Notification {
  const read = change.read ?? (change.done === true || item.read);
  return {
    ...item,
    read,
    seen: item.seen || read,
    done: change.done ?? item.done,
    saved: change.saved ?? item.saved,
    snoozed_until: change.snoozed_until ? whenAhead(change.snoozed_until) : item.snoozed_until,
  };
}

/** A moment in the past ends a snooze; the only one that is sent is the first of all. */
export const NOT_SNOOZED = "0001-01-01T00:00:00Z";

function whenAhead(moment: string): string | null {
  return moment === NOT_SNOOZED ? null : moment;
}

/** A filter as a name, for maps and addresses. */
export function filterKey({ tab, kind }: Filter): string {
  return kind ? `${tab}:${kind}` : tab;
}

/** The filter an address's query asks for: `?tab=unread&kind=reply` (and `?unread`, which older links have). */
export function filterOf(query: string, kinds: readonly Kind[]): Filter {
  const asked = new URLSearchParams(query);
  const tab = TABS.find((one) => one === asked.get("tab")) ?? (asked.has("unread") ? "unread" : "all");
  return { tab, kind: kinds.find((one) => one === asked.get("kind")) ?? "" };
}

export function queryOf({ tab, kind }: Filter): string {
  const query = new URLSearchParams();
  if (tab !== "all") query.set("tab", tab);
  if (kind) query.set("kind", kind);
  const text = query.toString();
  return text && `?${text}`;
}
