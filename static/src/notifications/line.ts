/**
 * The one connection of all tabs (see feed_machine.ts): the leading tab holds the EventSource and tells the others
 * over a BroadcastChannel. The leader is whoever holds a Web Lock. Where locks do not exist (plain http on another
 * host) a tab holds the stream itself, but only while it is looked at.
 */
import { reached } from "./event_id.ts";
import { askChanges } from "./feed_ask.ts";
import {
  type FeedEffect,
  type FeedInput,
  type FeedState,
  FOLLOWER,
  feedStep,
  type Way,
} from "./feed_machine.ts";
import { FeedStream } from "./feed_stream.ts";
import type { InboxEvent, InboxPage } from "./inbox_state.ts";
import { Leadership } from "./leadership.ts";

type Telling =
  | { kind: "event"; id: string; event: InboxEvent }
  /** Everything up to here is known, though nothing came. */
  | { kind: "place"; id: string }
  | { kind: "page"; page: InboxPage }
  | { kind: "way"; way: Way }
  | { kind: "who_leads" };

export interface LineListener {
  event(event: InboxEvent): void;
  /** The truth anew: the stream could not be continued. */
  page(page: InboxPage): void;
  live(live: boolean): void;
}

export class Line {
  way: Way = "connecting";
  #state: FeedState = FOLLOWER;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The question under way; a new one ends it. */
  #asking: AbortController | null = null;
  #watchers = new Set<(way: Way) => void>();
  readonly #stream: FeedStream;
  readonly #leadership: Leadership;
  readonly #channel: BroadcastChannel;

  constructor(
    userId: number,
    private readonly listener: LineListener,
    private readonly fetchPage: () => Promise<InboxPage>,
  ) {
    const name = `collab:inbox:${userId}`;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener("message", (message: MessageEvent<Telling>) => {
      if (message.data.kind !== "who_leads") this.#leadership.heardLeader();
      this.#heard(message.data);
    });
    this.#stream = new FeedStream({
      opened: (id) => {
        if (id) this.#tell({ kind: "place", id });
        this.#feed({ kind: "opened" });
      },
      failed: (final) => this.#feed({ kind: "failed", final, now: Date.now() }),
      event: (event, id) => this.#tell({ kind: "event", id, event }),
      reset: () => void this.#renew(),
      silent: () => this.#feed({ kind: "silent" }),
    });
    this.#leadership = new Leadership(name, {
      elected: () => this.#feed({ kind: "elected", now: Date.now() }),
      resigned: () => this.#feed({ kind: "resigned" }),
      ask: () => this.#channel.postMessage({ kind: "who_leads" } satisfies Telling),
    });
  }

  /** Take part in the election. `lastId`: where this page's own knowledge stands. */
  start(lastId: string): void {
    if (this.#state.lastId === "") this.#feed({ kind: "seen", id: lastId });
    this.#leadership.stand();
    addEventListener("online", () => this.#feed({ kind: "network_back", now: Date.now() }));
  }

  /** Called now and at every change with how notifications come; returns the way to stop. */
  watch(watcher: (way: Way) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.way);
    return () => this.#watchers.delete(watcher);
  }

  /** Something else has reached the server again: a stream that failed need not wait for its next try. */
  serverIsBack(): void {
    if (this.#state.failures > 0) this.#feed({ kind: "network_back", now: Date.now() });
  }

  #feed(input: FeedInput): void {
    const [state, effects] = feedStep(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: FeedEffect): void {
    switch (effect.kind) {
      case "open":
        this.#stream.open(effect.lastId);
        break;
      case "close":
        clearTimeout(this.#timer);
        this.#asking?.abort();
        this.#asking = null;
        this.#stream.close();
        break;
      case "ask":
        void this.#ask(effect.wait);
        break;
      case "wake":
        clearTimeout(this.#timer);
        this.#timer = setTimeout(
          () => this.#feed({ kind: "timer", now: Date.now() }),
          effect.after * (0.75 + Math.random() / 2),
        );
        break;
      case "tell":
        if (effect.way !== this.way) this.#tell({ kind: "way", way: effect.way });
    }
  }

  async #ask(wait: number): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const answer = await askChanges(this.#state.lastId, wait, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = null;
    for (const { event, epoch } of answer.events) {
      const id = reached(this.#state.lastId, event.stream, { epoch, seq: event.seq });
      this.#tell({ kind: "event", id, event });
    }
    if (answer.place) this.#tell({ kind: "place", id: answer.place });
    const known = answer.outcome === "void" ? await this.#renew() : answer.outcome;
    const { held, brief } = answer;
    this.#feed({ kind: "asked", outcome: known, held, brief, now: Date.now() });
  }

  /** Fetch the truth anew, for this tab and the others. */
  async #renew(): Promise<"ok" | "failed"> {
    try {
      this.#tell({ kind: "page", page: await this.fetchPage() });
      return "ok";
    } catch {
      return "failed"; // the next question tells why
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
      case "place":
        this.#feed({ kind: "seen", id: telling.id });
        break;
      case "page":
        this.#feed({ kind: "seen", id: telling.page.last_event_id });
        this.listener.page(telling.page);
        break;
      case "way":
        this.#goes(telling.way);
        break;
      case "who_leads":
        if (this.#state.leads) this.#channel.postMessage({ kind: "way", way: this.way } satisfies Telling);
    }
  }

  #goes(way: Way): void {
    this.way = way;
    this.listener.live(way === "stream" || way === "long" || way === "poll");
    for (const watcher of this.#watchers) watcher(way);
  }
}
