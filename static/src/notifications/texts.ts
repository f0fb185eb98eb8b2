/** Words and small decisions of the inbox. Pure. */
import { t } from "../i18n.ts";
import type { Notification } from "../wire.ts";

/** Beyond this the badge says "99+": the exact number stands in the inbox. */
const MOST_SHOWN = 99;

export function badgeText(unread: number): string {
  return unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
}

/** The tab's title with the number in front, replacing an older one. */
export function withCount(title: string, unread: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  return unread > 0 ? `(${badgeText(unread)}) ${bare}` : bare;
}

/** Why this is in one's inbox. */
export function whyLine(notification: Pick<Notification, "audience">): string {
  return {
    everyone: t("Announcement to everyone"),
    room: t("To a room you are in"),
    user: t("To you"),
  }[notification.audience];
}

/** The address of a notification when it is one we follow: a path of this site or the web. */
export function safeUrl(url: string): string | null {
  return /^(?:https?:\/\/|\/(?![/\\]))/i.test(url) && !/\s/.test(url) ? url : null;
}

/** A body as one short line, for toasts. */
export function oneLine(body: string, most = 140): string {
  const text = body.replace(/\s+/g, " ").trim();
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

export type InboxKey = "next" | "previous" | "read" | "open";

/** The inbox's keys; none while somebody types or holds a modifier. */
export function inboxKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  typing: boolean,
): InboxKey | null {
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return null;
  const keys: Record<string, InboxKey> = { j: "next", k: "previous", e: "read", o: "open" };
  return keys[event.key] ?? null;
}
