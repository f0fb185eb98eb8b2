/** What every signed-in page has of the inbox: the badge and the toasts. */
import "../styles/arrivals.css";
import "./badge.ts";
import { announceArrivals } from "./arrivals.ts";
import type { Inbox } from "./inbox.ts";
import { inbox } from "./page_inbox.ts";

export function startNotifications(): Inbox | null {
  announceArrivals();
  return inbox();
}
