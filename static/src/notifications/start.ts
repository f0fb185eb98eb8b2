/** What every signed-in page has of the inbox: the badge, the banners, the toasts, the sound. */
import "../styles/arrivals.css";
import "../styles/banners.css";
import "./badge.ts";
import "./bell/bell.ts";
import { startPush } from "../preferences/push_start.ts";
import { readJson } from "../ui/dom.ts";
import type { Me, Notification } from "../wire.ts";
import { startAlerts } from "./alerts.ts";
import { startBanners } from "./banners.ts";
import type { Inbox } from "./inbox.ts";
import { inbox } from "./page_inbox.ts";

export function startNotifications(): Inbox | null {
  const shared = inbox();
  const shell = readJson<{ me: Me | null; banners?: Notification[] }>("shell");
  if (shared && shell?.me) {
    startBanners(shared, shell.me, shell.banners ?? null);
    startAlerts(shared, shell.me.id);
    startPush(shared, shell.me.id);
  }
  return shared;
}
