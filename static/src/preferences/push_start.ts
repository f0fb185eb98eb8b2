/** What every page does for push: this browser stays known to the server, and what was read lies on no device. */
import type { Inbox } from "../notifications/inbox.ts";
import { closeShown } from "../sw/shown.ts";
import { renewPush } from "./push.ts";

export function startPush(inbox: Inbox, userId: number): void {
  if (!("serviceWorker" in navigator)) return;
  void renewPush(userId);
  inbox.onEvent((event) => {
    if (event.type === "notification.all_read") closeShown({ all: true });
    else if (event.type === "notification.removed") closeShown({ ids: [event.notification] });
    else if (event.type === "notification.updated" && (event.notification.read || event.notification.done))
      closeShown({ ids: [event.notification.id] });
  });
}
