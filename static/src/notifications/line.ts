/**
 * The one connection of all tabs (see feed_machine.ts): the leading tab holds the EventSource and tells the others
 * over a BroadcastChannel. The leader is whoever holds a Web Lock. Where locks do not exist (plain http on another
 * host) a tab holds the stream itself, but only while it is looked at.
 */
import { ApiError } from "../api.ts";
import { type FeedEffect, type FeedInput, type FeedState, FOLLOWER, feedStep } from "./feed_machine.ts";
import type { InboxEvent, InboxPage } from "./inbox_state.ts";

const EVENTS_URL = "/events/";
const TYPES = ["notification.created", "notification.updated", "notification.all_read"] as const;
/**
 * A connection can die without the browser noticing (a laptop that slept, a router that forgot). After this long
 * without an event (ms) it is renewed, from where it stood; when the tab comes back to the front, after less.
 */
const SILENCE = 300_000;
const SILENCE_WHEN_BACK = 60_000;

type Telling =
  | { kind: "event"; id: string; event: InboxEvent }
  | { kind: "page"; page: InboxPage }
  | { kind: "live"; live: boolean }
  | { kind: "who_leads" };

export interface LineListener {
  event(event: InboxEvent): void;
  /** The truth anew: the stream could not be continued, or the line asks by poll. */
  page(page: InboxPage): void;
  live(live: boolean): void;
}

export class Line {
  #state: FeedState = FOLLOWER;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;
  #live = false;
  #resign: (() => void) | null = null;
  readonly #name: string;
  readonly #channel: BroadcastChannel;

  constructor(
    userId: number,
    private readonly listener: LineListener,
    private readonly fetchPage: () => Promise<InboxPage>,
  ) {
    this.#name = `collab:inbox:${userId}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener("message", (message: MessageEvent<Telling>) => this.#heard(message.data));
  }

  /** Take part in the election. `lastId`: where this page's own knowledge stands. */
  start(lastId: string): void {
    if (this.#state.lastId === "") this.#feed({ kind: "seen", id: lastId });
    this.#channel.postMessage({ kind: "who_leads" } satisfies Telling);
    this.#stand();
    addEventListener("online", () => this.#feed({ kind: "network_back", now: Date.now() }));
    document.addEventListener("visibilitychange", () => this.#lookAlive());
    // A page in the back-forward cache must hold neither the lock nor the stream.
    addEventListener("pagehide", () => this.#resign?.());
    addEventListener("pageshow", (event) => event.persisted && this.#stand());
  }

  /** Something else has reached the server again: a stream that failed need not wait for its next try. */
  serverIsBack(): void {
    if (this.#state.failures > 0) this.#feed({ kind: "network_back", now: Date.now() });
  }

  #stand(): void {
    if (!navigator.locks) {
      this.#leadWhileVisible();
      return;
    }
    const giveUp = new AbortController();
    const term = (): Promise<void> =>
      new Promise((done) => {
        this.#resign = () => {
          this.#feed({ kind: "resigned" });
          done();
        };
        this.#feed({ kind: "elected", now: Date.now() });
      });
    this.#resign = () => giveUp.abort();
    navigator.locks.request(this.#name, { signal: giveUp.signal }, term).catch(() => undefined);
  }

  #leadWhileVisible(): void {
    const look = () => {
      if (document.visibilityState === "visible") this.#feed({ kind: "elected", now: Date.now() });
      else this.#feed({ kind: "resigned" });
    };
    document.addEventListener("visibilitychange", look);
    look();
  }

  #feed(input: FeedInput): void {
    const [state, effects] = feedStep(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: FeedEffect): void {
    switch (effect.kind) {
      case "open":
        this.#open(effect.lastId);
        break;
      case "close":
        this.#close();
        break;
      case "poll":
        void this.#poll();
        break;
      case "wake":
        clearTimeout(this.#timer);
        this.#timer = setTimeout(
          () => this.#feed({ kind: "timer", now: Date.now() }),
          effect.after * (0.75 + Math.random() / 2),
        );
        break;
      case "tell":
        this.#tell({ kind: "live", live: effect.live });
    }
  }

  #open(lastId: string): void {
    const source = new EventSource(
      lastId ? `${EVENTS_URL}?lastEventId=${encodeURIComponent(lastId)}` : EVENTS_URL,
    );
    this.#source = source;
    const heard = () => this.#heardStream(source);
    source.addEventListener("open", () => {
      heard();
      this.#feed({ kind: "opened" });
    });
    source.addEventListener("error", () =>
      this.#feed({ kind: "failed", final: source.readyState === EventSource.CLOSED, now: Date.now() }),
    );
    source.addEventListener("stream-open", (message) =>
      this.#feed({ kind: "seen", id: message.lastEventId }),
    );
    source.addEventListener("stream-reset", () => void this.#poll());
    for (const type of TYPES) {
      source.addEventListener(type, (message) => {
        heard();
        const event = { ...JSON.parse(message.data), type } as InboxEvent;
        this.#tell({ kind: "event", id: message.lastEventId, event });
      });
    }
    heard();
  }

  #heardStream(source: EventSource): void {
    if (this.#source !== source) return;
    this.#heardAt = Date.now();
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#feed({ kind: "silent" }), SILENCE);
  }

  #lookAlive(): void {
    if (document.visibilityState !== "visible" || !this.#source) return;
    if (Date.now() - this.#heardAt > SILENCE_WHEN_BACK) this.#feed({ kind: "silent" });
  }

  #close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#source?.close();
    this.#source = null;
  }

  async #poll(): Promise<void> {
    try {
      const page = await this.fetchPage();
      this.#tell({ kind: "page", page });
      this.#feed({ kind: "polled", outcome: "ok", now: Date.now() });
    } catch (error) {
      const signedOut = error instanceof ApiError && error.status === 401;
      this.#feed({ kind: "polled", outcome: signedOut ? "signed_out" : "failed", now: Date.now() });
    }
  }

  /** To the other tabs, and to this one. */
  #tell(telling: Telling): void {
    this.#channel.postMessage(telling);
    this.#heard(telling);
  }

  #heard(telling: Telling): void {
    switch (telling.kind) {
      case "event":
        if (telling.id) this.#feed({ kind: "seen", id: telling.id });
        this.listener.event(telling.event);
        break;
      case "page":
        this.#feed({ kind: "seen", id: telling.page.last_event_id });
        this.listener.page(telling.page);
        break;
      case "live":
        this.#live = telling.live;
        this.listener.live(telling.live);
        break;
      case "who_leads":
        if (this.#state.leads)
          this.#channel.postMessage({ kind: "live", live: this.#live } satisfies Telling);
    }
  }
}
