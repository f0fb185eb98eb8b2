/** What of the inbox is news: told once each, to those who make it seen or heard. */
import type { Notification } from "../wire.ts";
import { isLive, isUnread } from "./filters.ts";
import type { InboxEvent, InboxState } from "./inbox_state.ts";

type Listener = (notification: Notification, back: boolean) => void;

export class News {
  #listeners = new Set<Listener>();
  #told = new Set<number>();

  listen(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** An event that changed something. */
  event(event: InboxEvent, before: InboxState, after: InboxState): void {
    if (event.type !== "notification.created" && event.type !== "notification.updated") return;
    const { id } = event.notification;
    const item = after.known.get(id);
    if (!item || !isUnread(item)) return;
    if (event.type === "notification.created") {
      if (!this.#told.has(id)) this.#tell(item, false);
      return;
    }
    const was = before.known.get(id);
    // A snooze ended. One that this tab never saw is as good as new when it was not seen anywhere.
    if (was ? was.snoozed_until !== null && isLive(item) : event.stream.startsWith("inbox:") && !item.seen)
      this.#tell(item, true);
  }

  /** A page that may hold what came while nobody listened; `before` null: the first one, which is no news. */
  page(items: readonly Notification[], before: InboxState | null): void {
    const ranks = before ? [...before.known.values()].map(({ rank }) => rank) : [Number.POSITIVE_INFINITY];
    const newest = Math.max(0, ...ranks);
    for (const item of [...items].reverse()) {
      const back = item.rank !== item.id; // from a snooze
      if (item.rank > newest && isUnread(item) && (back || !this.#told.has(item.id))) this.#tell(item, back);
      else this.#told.add(item.id);
    }
  }

  #tell(item: Notification, back: boolean): void {
    this.#told.add(item.id);
    for (const listener of this.#listeners) listener(item, back);
  }
}
