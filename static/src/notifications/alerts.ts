/** Something came: whether it pops up here, and whether it sounds. */
import { preferences } from "../preferences/mine.ts";
import type { Notification } from "../wire.ts";
import { ArrivalToasts } from "./arrivals.ts";
import type { Inbox } from "./inbox.ts";
import { startScreens } from "./on_screen.ts";
import { type Alert, decide } from "./rules.ts";
import { soundOnce } from "./sound.ts";
import { TitleBadge } from "./title_badge.ts";

/** What is this old (ms) when it arrives is no news: the page was away, and the inbox has it. */
const NEWS = 10 * 60_000;

export function startAlerts(inbox: Inbox, userId: number): void {
  const screens = startScreens(userId);
  const toasts = new ArrivalToasts(inbox, userId);
  const badge = new TitleBadge();
  inbox.watch(() => badge.show(inbox.state.unread));
  const decided = (notification: Notification): Alert => {
    const { wishes, zone, volumeFor } = preferences();
    const [nearest] = notification.places;
    const { kind, level } = notification;
    const onScreen = screens.anyOf([notification.group, ...(nearest ? [nearest] : [])]);
    const volume = volumeFor(notification.places);
    return decide({ kind, level, onScreen }, { wishes, volume, now: new Date(), zone });
  };
  inbox.onNew((notification, back) => {
    if (!back && Date.now() - Date.parse(notification.created_at) > NEWS) return;
    const { toast, sound } = decided(notification);
    if (toast) toasts.show(notification);
    if (sound) void soundOnce(userId);
  });
}
