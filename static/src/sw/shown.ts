/** Takes notifications of the system away that this browser shows and that are read by now. */
import type { Close } from "./push.ts";

/** Those with these ids or of these groups, or all. Nothing happens where there is no service worker. */
export function closeShown(which: Close): void {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker
    .getRegistration()
    .then((found) => found?.active?.postMessage({ type: "close", ...which }))
    .catch(() => {});
}
