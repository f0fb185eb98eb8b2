/** A small server of one person's inbox, for tests: the same rules, written the plain way. */
import type { EntryChange, GroupPage, InboxPage, Notification } from "../wire.ts";
import { changed, type Filter, isIn, isUnread, isUnseen } from "./filters.ts";
import type { InboxEvent } from "./inbox_state.ts";

export const INBOX = "inbox:1";
export const ALL = "announcements:all";

export function note(id: number, fields: Partial<Notification> = {}): Notification {
  return {
    id,
    seq: id,
    kind: "reply",
    group: `thread:${id}`,
    places: [],
    title: `N${id}`,
    body: "",
    url: "",
    data: {},
    translations: {},
    audience: "user",
    level: "normal",
    sender: "bo",
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

export class SampleServer {
  items = new Map<number, Notification>();
  /** Announcements that this person has done something with: only then their inbox speaks of them. */
  events: Record<"inbox" | "all", InboxEvent[]> = { inbox: [], all: [] };
  #id = 0;

  tell(fields: Partial<Notification> = {}): number {
    const id = ++this.#id;
    const stream = fields.audience === "everyone" ? "all" : "inbox";
    const item = note(id, { seq: this.events[stream].length + 1, ...fields });
    this.items.set(id, item);
    this.#publish(stream, { type: "notification.created", notification: item });
    return id;
  }

  announce(): number {
    const group = `announcement:${this.#id + 1}`;
    return this.tell({ audience: "everyone", kind: "announcement", group });
  }

  /** A newer one of a conversation takes the place of an unread one. */
  replace(id: number): void {
    const old = this.items.get(id);
    if (!old || old.audience === "everyone" || old.read) return;
    this.remove(id);
    this.tell({ kind: old.kind, group: old.group, count: old.count + 1 });
  }

  change(id: number, change: EntryChange): void {
    const item = this.items.get(id);
    if (!item) return;
    const now = changed(item, change);
    this.items.set(id, now);
    this.#publish("inbox", { type: "notification.updated", notification: now });
  }

  /** A snooze is over. */
  wake(id: number): void {
    const item = this.items.get(id);
    if (!item?.snoozed_until) return;
    const back = { snoozed_until: null, read: false, seen: false, done: false, rank: ++this.#id };
    this.items.set(id, { ...item, ...back });
    this.#publish("inbox", { type: "notification.updated", notification: { ...item, ...back } });
  }

  remove(id: number): void {
    const item = this.items.get(id);
    if (!item) return;
    this.items.delete(id);
    const stream = item.audience === "everyone" ? "all" : "inbox";
    this.#publish(stream, { type: "notification.removed", notification: id });
  }

  allRead(): void {
    for (const [id, item] of this.items) this.items.set(id, { ...item, read: true, seen: true });
    this.#publish("inbox", { type: "notification.all_read", announcements: this.events.all.length });
  }

  allSeen(): void {
    for (const [id, item] of this.items) this.items.set(id, { ...item, seen: true });
    this.#publish("inbox", { type: "notification.all_seen", announcements: this.events.all.length });
  }

  page(filter: Filter, options: { group?: string; before?: number; limit?: number } = {}): InboxPage {
    const { group, before = Number.POSITIVE_INFINITY, limit = 30 } = options;
    const found = this.#in(filter).filter((item) => item.rank < before && (!group || item.group === group));
    return { ...this.#standing(), notifications: found.slice(0, limit), more: found.length > limit };
  }

  groups(filter: Filter, options: { before?: number; limit?: number } = {}): GroupPage {
    const { before = Number.POSITIVE_INFINITY, limit = 30 } = options;
    const all = new Map<string, Notification[]>();
    for (const item of this.#in(filter)) all.set(item.group, [...(all.get(item.group) ?? []), item]);
    const found = [...all]
      .map(([group, items]) => ({
        group,
        newest: items[0] as Notification,
        count: items.length,
        unread: items.filter((item) => !item.read).length,
      }))
      .filter((group) => group.newest.rank < before)
      .sort((a, b) => b.newest.rank - a.newest.rank);
    return { ...this.#standing(), groups: found.slice(0, limit), more: found.length > limit };
  }

  #in(filter: Filter): Notification[] {
    return [...this.items.values()].filter((item) => isIn(item, filter)).sort((a, b) => b.rank - a.rank);
  }

  #standing() {
    const all = [...this.items.values()];
    return {
      unread: all.filter(isUnread).length,
      unseen: all.filter(isUnseen).length,
      streams: [
        { stream: INBOX, epoch: "e", head: this.events.inbox.length },
        { stream: ALL, epoch: "e", head: this.events.all.length },
      ],
      last_event_id: "x",
    };
  }

  #publish(place: "inbox" | "all", event: Record<string, unknown>): void {
    const stream = place === "inbox" ? INBOX : ALL;
    const told = { ...event, stream, seq: this.events[place].length + 1 } as InboxEvent;
    // On the stream of all an announcement says nothing of what one person did.
    this.events[place].push(told);
  }
}
