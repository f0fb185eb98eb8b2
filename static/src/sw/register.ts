/** Starts the service worker and says when the server has a newer build than this page. */
import { t } from "../i18n.ts";
import { toast } from "../ui/toast.ts";

/** A page that stays open looks for a new build so often, milliseconds. */
const LOOK_EVERY = 30 * 60_000;

export function startServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  const { serviceWorker } = navigator;
  const hadOne = serviceWorker.controller !== null;
  let told = false;
  serviceWorker.addEventListener("controllerchange", () => {
    if (!hadOne || told) return; // the first one is no news
    told = true;
    toast(t("There is a new version of Collab."), {
      action: { label: t("Reload"), run: () => location.reload() },
    });
  });
  serviceWorker.addEventListener("message", hear);
  const start = () => void register(serviceWorker);
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}

async function register(container: ServiceWorkerContainer): Promise<void> {
  try {
    const registered = await container.register("/service-worker.js", { updateViaCache: "none" });
    setInterval(() => void registered.update().catch(() => {}), LOOK_EVERY);
  } catch {
    // Private windows and strict settings forbid it; everything works without.
  }
}

/** A notification of the system was clicked: this tab goes there, and says so. */
function hear(event: MessageEvent): void {
  const told = event.data as { type?: string; url?: string } | null;
  if (told?.type !== "open" || !told.url) return;
  event.ports[0]?.postMessage("going");
  location.assign(told.url);
}

/** The page without a line shall speak the language that was just chosen. */
export function languageChanged(): void {
  navigator.serviceWorker?.controller?.postMessage("language");
}
