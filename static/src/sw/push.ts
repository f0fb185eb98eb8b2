/**
 * What the service worker does with pushes: shows them, opens what they are about, takes them away when it was read.
 *
 * Only the worker imports this, so that the build puts it into the worker's one script.
 */

/** What the server sends (notifications/ways/push.py). `tag`: what it belongs to; a later one takes its place. */
export interface Push {
  id: number;
  title: string;
  body: string;
  url: string;
  tag: string;
  unread: number;
  lang?: string;
  urgent?: boolean;
}

/** Which shown notifications are to be closed. */
export interface Close {
  ids?: number[];
  groups?: string[];
  all?: boolean;
}

export interface Page {
  url: string;
  focused?: boolean;
  visibilityState?: string;
  focus(): Promise<unknown>;
  navigate?(url: string): Promise<unknown>;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
export interface Shown {
  tag: string;
  data: unknown;
  close(): void;
}
/** What of the worker's global scope is needed here. */
export interface PushWorld {
  location: { origin: string };
  registration: {
    showNotification(title: string, options: Record<string, unknown>): Promise<void>;
    getNotifications(filter?: { tag?: string }): Promise<Shown[]>;
    pushManager?: { subscribe(options: unknown): Promise<{ toJSON(): unknown }> };
  };
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  navigator?: { setAppBadge?(count: number): Promise<void>; clearAppBadge?(): Promise<void> };
  cookieStore?: { get(name: string): Promise<{ value?: string } | null> };
  fetch?(url: string, wish: RequestInit): Promise<unknown>;
}

const TEST = "test";
const ICON = "/static/icons/icon-192.png";
/** A page that hears us says so within this time, milliseconds. */
const ANSWER = 600;
/** Pages without the shell, which nobody wants to be led away from. */
const APART = /^\/(admin|accounts)\//;
/** Ids this worker has shown while it lives: the server may send one twice, when it is killed at the wrong moment. */
const seen = new Set<number>();

export function parsePush(text: string | undefined): Push {
  const nothing: Push = { id: 0, title: "Collab", body: "", url: "/inbox/", tag: "", unread: 0 };
  try {
    const told = JSON.parse(text ?? "") as Partial<Push> | null;
    return told && typeof told.title === "string" ? { ...nothing, ...told } : nothing;
  } catch {
    return nothing;
  }
}

/** Show it, unless a page of ours is in front of the person and shows it, or it is on the screen already. */
export async function showPush(world: PushWorld, told: Push): Promise<void> {
  const pages = await world.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = pages.some((page) => page.focused && page.visibilityState === "visible");
  const shown = await world.registration.getNotifications(told.tag ? { tag: told.tag } : {});
  const twice = told.id > 0 && (seen.has(told.id) || shown.some((each) => idOf(each) === told.id));
  if (twice || (here && told.tag !== TEST)) return;
  if (told.id > 0) seen.add(told.id);
  const { title, body, tag, lang, url, id, urgent } = told;
  await world.registration.showNotification(title, {
    body,
    data: { id, url },
    icon: ICON,
    badge: ICON,
    ...(lang ? { lang } : {}),
    ...(tag ? { tag, renotify: true } : {}),
    ...(urgent ? { requireInteraction: true } : {}),
  });
  await badge(world, told.unread);
}

async function badge(world: PushWorld, count: number): Promise<void> {
  try {
    await (count > 0 ? world.navigator?.setAppBadge?.(count) : world.navigator?.clearAppBadge?.());
  } catch {
    // An ornament.
  }
}

function idOf(shown: Shown): number {
  return (shown.data as { id?: number } | null)?.id ?? 0;
}

/** Somebody clicked: a tab of ours comes to the front and goes there, or a new one opens. */
export async function openShown(world: PushWorld, shown: Shown): Promise<void> {
  shown.close();
  const { origin } = world.location;
  const url = new URL((shown.data as { url?: string } | null)?.url ?? "/inbox/", origin);
  const pages = await world.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = pages.filter(({ url: at }) => {
    const found = new URL(at);
    return found.origin === origin && !APART.test(found.pathname);
  });
  const there = ours.find((page) => page.url === url.href);
  const page = there ?? ours.find(({ visibilityState }) => visibilityState === "visible") ?? ours[0];
  if (!page || url.origin !== origin) {
    await world.clients.openWindow(url.href);
    return;
  }
  await page.focus().catch(() => {}); // without the right to: it still goes there
  if (there || (await asked(page, url.href))) return;
  try {
    if (!page.navigate) throw new Error("cannot");
    await page.navigate(url.href);
  } catch {
    await world.clients.openWindow(url.href);
  }
}

/** Ask the page to go there itself (it keeps what is being written); whether it answered. */
function asked(page: Page, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const late = setTimeout(() => resolve(false), ANSWER);
    port1.onmessage = () => {
      clearTimeout(late);
      resolve(true);
    };
    page.postMessage({ type: "open", url }, [port2]);
  });
}

/** What was read elsewhere needs no notification any more. */
export async function closeShown(world: PushWorld, which: Close): Promise<void> {
  const ids = new Set(which.ids);
  const groups = new Set(which.groups);
  for (const each of await world.registration.getNotifications())
    if (which.all || ids.has(idOf(each)) || groups.has(each.tag)) each.close();
  if (which.all) await badge(world, 0);
}

/** The browser made itself a new subscription: the server has to know, else nothing comes any more. Where the worker
 * cannot say who it is (no cookieStore), the next page does. */
export async function renewSubscription(world: PushWorld, options: unknown): Promise<void> {
  const subscription = await world.registration.pushManager?.subscribe(options);
  const token = (await world.cookieStore?.get("csrftoken"))?.value;
  if (!subscription || !token) return;
  await world.fetch?.("/api/v1/push/subscriptions", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(wishOf(subscription.toJSON())),
  });
}

function wishOf(json: unknown): { endpoint: unknown; keys: unknown } {
  const { endpoint, keys } = json as { endpoint: unknown; keys: unknown };
  return { endpoint, keys };
}
