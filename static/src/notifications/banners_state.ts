/** Which announcements stand at the top of the page. Pure: events and the clock come in. */
import type { Notification } from "../wire.ts";

export type Banners = ReadonlyMap<number, Notification>;

export type BannerEvent =
  | { type: "notification.created" | "notification.updated"; stream: string; notification: Notification }
  | { type: "notification.removed"; stream: string; notification: number }
  | { type: "notification.all_read"; stream: string; announcements: number };

/** More would bury the page; the inbox has them all. */
export const MOST = 2;

export function isBanner(notification: Notification): boolean {
  return notification.kind === "announcement" && notification.level !== "normal";
}

export function bannersOf(notifications: readonly Notification[]): Banners {
  return new Map(notifications.filter(isBanner).map((one) => [one.id, one]));
}

/**
 * After an event; the same object when it changes nothing here. What the stream of everybody says tells nothing of
 * what this person did: that is kept. `unsure` when it is about one that is not known here: the server has to be asked.
 */
export function applied(banners: Banners, event: BannerEvent): { banners: Banners; unsure: number | null } {
  const still = { banners, unsure: null };
  if (event.type === "notification.removed") {
    return banners.has(event.notification)
      ? { ...still, banners: without(banners, event.notification) }
      : still;
  }
  if (event.type === "notification.all_read")
    return { ...still, banners: allRead(banners, event.announcements) };
  const { notification } = event;
  const before = banners.get(notification.id);
  if (!isBanner(notification)) {
    return before ? { ...still, banners: without(banners, notification.id) } : still; // made quieter by an edit
  }
  const personal = event.stream.startsWith("inbox:");
  if (!before && !personal && event.type === "notification.updated")
    return { banners, unsure: notification.id };
  const { read, acknowledged, rank } = before && !personal ? before : notification;
  return {
    ...still,
    banners: new Map(banners).set(notification.id, { ...notification, read, acknowledged, rank }),
  };
}

function without(banners: Banners, id: number): Banners {
  return new Map([...banners].filter(([key]) => key !== id));
}

function allRead(banners: Banners, announcements: number): Banners {
  const covered = (one: Notification) => one.audience !== "everyone" || one.seq <= announcements;
  return new Map([...banners].map(([id, one]) => [id, covered(one) ? { ...one, read: true } : one]));
}

/** What asks to be acknowledged stays until it is; the others until they are read. Nothing stays when it expired. */
export function isOpen(one: Notification, now: number): boolean {
  if (one.done || (one.expires_at !== null && Date.parse(one.expires_at) <= now)) return false;
  return one.wants_ack ? !one.acknowledged : !one.read;
}

/** What is shown now, the urgent ones first, then the newest; and how many more there are. */
export function standing(banners: Banners, now: number): { shown: Notification[]; more: number } {
  const urgent = (one: Notification) => Number(one.level === "urgent");
  const open = [...banners.values()]
    .filter((one) => isOpen(one, now))
    .sort((a, b) => urgent(b) - urgent(a) || b.rank - a.rank);
  return { shown: open.slice(0, MOST), more: Math.max(0, open.length - MOST) };
}

/** Milliseconds until the next of them expires; null when none does. */
export function untilExpiry(banners: Banners, now: number): number | null {
  const moments = [...banners.values()]
    .filter((one) => isOpen(one, now) && one.expires_at !== null)
    .map((one) => Date.parse(one.expires_at as string) - now);
  return moments.length ? Math.min(...moments) : null;
}
