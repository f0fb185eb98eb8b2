/** This browser's own push: what it can, what it was allowed, and turning it on and off. */
import { api } from "../api.ts";
import type { PushDevice, PushDevices } from "../wire.ts";

export type PushState =
  /** this browser, or this way of opening the page, has no push */
  | "unsupported"
  | "insecure"
  /** the person, or their browser, forbade notifications of this site */
  | "denied"
  | "off"
  | "on";

const REMEMBERED = "collab:push-told";
/** A browser that is here tells its subscription again once in so many milliseconds. */
const TELL_EVERY = 12 * 3600_000;

function supported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

async function current(): Promise<PushSubscription | null> {
  const registered = await navigator.serviceWorker.getRegistration();
  return (await registered?.pushManager.getSubscription()) ?? null;
}

export async function pushState(): Promise<PushState> {
  if (!isSecureContext) return "insecure";
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && (await current()) ? "on" : "off";
}

/** "Firefox on Linux": how the person tells their browsers apart. */
export function browserName(agent: string): string {
  const browsers = [
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ] as const;
  const systems = [
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
  ] as const;
  const of = (list: readonly (readonly [RegExp, string])[]) => list.find(([sign]) => sign.test(agent))?.[1];
  return [of(browsers), of(systems)].filter(Boolean).join(" · ");
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = base64url.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
}

function sameKey(subscription: PushSubscription, key: Uint8Array): boolean {
  const own = new Uint8Array(subscription.options.applicationServerKey ?? new ArrayBuffer(0));
  return own.length === key.length && own.every((byte, at) => byte === key[at]);
}

async function tell(subscription: PushSubscription): Promise<PushDevice> {
  const { endpoint, keys } = subscription.toJSON();
  const label = browserName(navigator.userAgent);
  return await api<PushDevice>("POST", "/push/subscriptions", { endpoint, keys, label });
}

/** Ask for what is needed. Resolves to the state then; rejects with words when the browser's push service refuses. */
export async function turnOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const key = bytesOf((await api<{ key: string }>("GET", "/push/key")).key);
  const registered = await navigator.serviceWorker.ready;
  let subscription = await registered.pushManager.getSubscription();
  if (subscription && !sameKey(subscription, key)) {
    await subscription.unsubscribe(); // made for another installation, or before its key was changed
    subscription = null;
  }
  subscription ??= await registered.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  await tell(subscription);
  return "on";
}

/** `device`: how the server knows this browser, if it does. */
export async function turnOff(device: number | null): Promise<void> {
  await (await current())?.unsubscribe();
  if (device !== null) await forget(device);
}

export async function devices(): Promise<PushDevice[]> {
  return (await api<PushDevices>("GET", "/push/subscriptions")).devices;
}

export async function forget(device: number): Promise<void> {
  await api("DELETE", `/push/subscriptions/${device}`);
}

export async function test(device: number): Promise<{ sent: boolean; fault: string }> {
  return await api("POST", `/push/subscriptions/${device}/test`, {});
}

/** Tell the server that this browser is still there, now and then: push services change addresses. Never rejects. */
export async function renewPush(userId: number, now = Date.now()): Promise<void> {
  try {
    if ((await pushState()) !== "on") return;
    const subscription = await current();
    const [owner, told] = (localStorage.getItem(REMEMBERED) ?? "").split("@");
    if (!subscription || (owner === String(userId) && now - Number(told) < TELL_EVERY)) return;
    await tell(subscription);
    localStorage.setItem(REMEMBERED, `${userId}@${now}`);
  } catch {
    // the next page tries again
  }
}
