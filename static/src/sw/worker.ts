/**
 * The service worker: keeps the build's own files, and shows a page of ours when there is no line.
 *
 * Nothing that belongs to a person is ever kept: pages, the API, files and streams go to the network untouched. Pages
 * are always asked for afresh, so a deploy is seen with the next page. The server puts `self.BUILD` before this
 * script; a new build is a new script, which the browser installs beside the old one.
 *
 * Pushes are in push.ts, which only this script imports: the build makes one script of both, and browsers run it as it
 * is.
 */
import {
  type Close,
  closeShown,
  openShown,
  type PushWorld,
  parsePush,
  renewSubscription,
  type Shown,
  showPush,
} from "./push.ts";

interface Build {
  id: string;
  files: string[];
  offline: string;
}
interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchedEvent extends WaitingEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker extends PushWorld {
  BUILD: Build;
  location: Location;
  skipWaiting(): Promise<void>;
  clients: PushWorld["clients"] & { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: WaitingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchedEvent) => void): void;
  addEventListener(
    type: "push",
    listener: (event: WaitingEvent & { data: { text(): string } | null }) => void,
  ): void;
  addEventListener(
    type: "notificationclick",
    listener: (event: WaitingEvent & { notification: Shown }) => void,
  ): void;
  addEventListener(
    type: "pushsubscriptionchange",
    listener: (event: WaitingEvent & { oldSubscription?: { options: unknown } | null }) => void,
  ): void;
  addEventListener(type: "message", listener: (event: WaitingEvent & { data?: unknown }) => void): void;
}

const worker = self as unknown as Worker;
const { BUILD } = worker;
const PREFIX = "collab-";
const CACHE = `${PREFIX}${BUILD.id}`;
/** Builds whose files are kept: this one and the one before, for pages that are still open. */
const KEPT_BUILDS = 2;
/** Names with a hash in them: what is behind them never changes. */
const IMMUTABLE = /^\/(static\/assets\/|words\/)/;

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.add(new Request(BUILD.offline, { cache: "reload" }));
  // One that cannot be had just now (a deploy under way) is fetched when a page wants it.
  await Promise.allSettled(BUILD.files.map((file) => cache.add(file)));
  await keepWords(cache);
}

/** The offline page's words of another language, which its HTML names. */
async function keepWords(cache: Cache): Promise<void> {
  const page = await (await cache.match(BUILD.offline))?.text();
  const words = page?.match(/src="(\/words\/[^"]+)"/)?.[1];
  if (words) await cache.add(words);
}

async function tidy(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)); // oldest first
  const old = names.filter((name) => name !== CACHE);
  await Promise.all(
    old.slice(0, Math.max(0, old.length - (KEPT_BUILDS - 1))).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/** From any build's cache, else from the network and then kept. */
async function immutable(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** Always the network's page; ours only when there is none. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(BUILD.offline);
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", (event) => {
  if (event.data === "language") event.waitUntil(fill().catch(() => {}));
  const told = event.data as ({ type?: string } & Close) | null;
  if (told?.type === "close") event.waitUntil(closeShown(worker, told));
});
worker.addEventListener("push", (event) => {
  event.waitUntil(showPush(worker, parsePush(event.data?.text())));
});
worker.addEventListener("notificationclick", (event) => {
  event.waitUntil(openShown(worker, event.notification));
});
worker.addEventListener("pushsubscriptionchange", (event) => {
  const options = event.oldSubscription?.options;
  if (options) event.waitUntil(renewSubscription(worker, options).catch(() => {}));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (IMMUTABLE.test(url.pathname)) event.respondWith(immutable(request));
});
