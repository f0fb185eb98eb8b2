/**
 * The live line of a page: one client, all streams, over the WebSocket or, where that is blocked, by long poll.
 * It decides when to dial, when to fall back, when to come back; every event goes out once and in order.
 */

import { ApiError } from "../api.ts";
import { t } from "../i18n.ts";
import { afterClose, backoff, SOCKET_RETRY } from "./backoff.ts";
import { type Cursor, Cursors } from "./cursors.ts";
import type { Link, LinkEvents, Subscribed, Wanted } from "./link.ts";
import { PollLink } from "./poll.ts";
import type { AnyEvent, Command, Events, EventType } from "./protocol.ts";
import { SocketLink } from "./socket.ts";
import type { Status } from "./status.ts";
import { Wakeable } from "./wakeable.ts";

/** What the owner of a stream wants to know beside its events. */
export interface StreamOwner {
  /** The cursor was void: fetch the state anew. The client goes on from the head it was given. */
  reset?(stream: string, epoch: string): void;
  /** Access was lost, or was never there ("forbidden"). */
  dropped?(stream: string, code: string): void;
  /** Subscribed, first or again. */
  subscribed?(answer: Subscribed): void;
}

/** Failed dials in a row after which the long poll takes over. */
const FAILURES_TO_POLL = 2;
/** Streams in one subscribe command. */
const BATCH = 100;

export class Realtime {
  readonly cursors = new Cursors();
  status: Status = { kind: "connecting" };
  #owners = new Map<string, Set<StreamOwner>>();
  #listeners = new Map<string, Set<(event: never) => void>>();
  #watchers = new Set<(status: Status) => void>();
  #link: Link | null = null;
  #socket: SocketLink | null = null;
  #poll: PollLink | null = null;
  #failures = 0;
  #caught = 0;
  #sleep = new Wakeable();

  constructor(
    private readonly url: string,
    private readonly random: () => number = Math.random,
  ) {}

  /** Follow a stream. `cursor` is where the page's own data stands; null means from now on. */
  follow(stream: string, cursor: Cursor | null, owner: StreamOwner = {}): void {
    const fresh = !this.cursors.has(stream);
    if (fresh || this.status.kind === "connecting") this.cursors.follow(stream, cursor);
    this.#owners.set(stream, (this.#owners.get(stream) ?? new Set()).add(owner));
    if (!fresh) return;
    if (this.#socket)
      void this.#subscribe(this.#socket, [[stream, this.cursors.get(stream)]]).catch(() => {});
    this.#poll?.restart();
  }

  unfollow(stream: string): void {
    this.cursors.forget(stream);
    this.#owners.delete(stream);
    void this.#socket?.command({ type: "unsubscribe", streams: [stream] }).catch(() => {});
    this.#poll?.restart();
  }

  /** Hear events of one type; returns the way to stop. */
  on<T extends EventType>(type: T, listener: (event: Events[T] & { type: T }) => void): () => void {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set);
    set.add(listener as (event: never) => void);
    return () => set.delete(listener as (event: never) => void);
  }

  /** Called with the status now and at every change; returns the way to stop. */
  watch(watcher: (status: Status) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.status);
    return () => this.#watchers.delete(watcher);
  }

  /** True when commands can be sent. */
  get online(): boolean {
    return this.status.kind === "live" || this.status.kind === "polling";
  }

  /** Send a command. Rejects with ApiError: the server's refusal, or "offline". */
  async command<R>(command: Command): Promise<R> {
    if (!this.#link)
      throw new ApiError("offline", t("The line is down. Please try again when you are back."));
    return (await this.#link.command(command)) as R;
  }

  /** Dial until told to stop. */
  async run(): Promise<void> {
    // None of these is proof of anything (the server may be on this very machine): they only make us look.
    for (const hint of ["online", "offline", "pageshow"]) addEventListener(hint, () => this.#lookAlive());
    document.addEventListener("visibilitychange", () => this.#lookAlive());
    for (;;) {
      const code = await this.#oneSocket();
      const advice = afterClose(code, this.#failures, this.random);
      if (!advice.retry) return this.#stop(advice.why);
      await this.#wait(advice.delay);
    }
  }

  /** Dial, and stay until the socket ends. Returns the close code. */
  async #oneSocket(): Promise<number> {
    const dialled = await SocketLink.dial(this.url, this.#events);
    if (!(dialled instanceof SocketLink)) return this.#failed(dialled.code);
    this.#caught = 0;
    if (!this.#poll) this.#setStatus({ kind: "catching-up", count: 0 });
    this.#socket = dialled;
    try {
      await this.#subscribe(dialled, this.cursors.all());
    } catch {
      this.#socket = null;
      dialled.close();
      return this.#failed(await dialled.closed);
    }
    this.#poll?.stop();
    this.#poll = null;
    this.#failures = 0;
    this.#link = dialled;
    this.#setStatus({ kind: "live" });
    const code = await dialled.closed;
    this.#socket = null;
    this.#link = null;
    return code;
  }

  #failed(code: number): number {
    this.#failures += 1;
    if (code < 4400 && this.#failures >= FAILURES_TO_POLL && !this.#poll) void this.#startPolling();
    return code;
  }

  async #startPolling(): Promise<void> {
    const poll = new PollLink(this.cursors, this.#events);
    this.#poll = poll;
    try {
      await poll.run(() => {
        if (this.#poll !== poll) return;
        this.#link = poll;
        this.#setStatus({ kind: "polling" });
      });
    } catch (error) {
      if (this.#poll !== poll) return;
      this.#poll = null;
      this.#link = null;
      if (error instanceof ApiError && error.status === 401) this.#stop("signed-out");
      else this.#setStatus({ kind: "offline", retryAt: null });
      this.#sleep.wake(); // the server may be on its way back: look soon, not in SOCKET_RETRY
    }
  }

  async #subscribe(socket: SocketLink, wanted: Wanted): Promise<void> {
    for (let start = 0; start < wanted.length; start += BATCH) {
      const streams = wanted
        .slice(start, start + BATCH)
        .map(([stream, cursor]) => ({ stream, epoch: cursor?.epoch ?? null, seq: cursor?.seq ?? null }));
      const answer = (await socket.command({ type: "subscribe", streams })) as { streams: Subscribed[] };
      for (const one of answer.streams) this.#subscribed(one);
    }
  }

  #subscribed(answer: Subscribed): void {
    const { stream, epoch, head, status } = answer;
    if (status === "forbidden") this.#events.dropped(stream, "forbidden");
    else if (status === "reset") this.#events.reset(stream, epoch, head);
    else this.cursors.reached(stream, epoch, head);
    if (status !== "forbidden")
      for (const owner of this.#owners.get(stream) ?? []) owner.subscribed?.(answer);
  }

  #events: LinkEvents = {
    event: (event) => this.#event(event),
    reset: (stream, epoch, head) => {
      this.cursors.reset(stream, epoch, head);
      for (const owner of this.#owners.get(stream) ?? []) owner.reset?.(stream, epoch);
    },
    dropped: (stream, code) => {
      const owners = this.#owners.get(stream) ?? [];
      this.cursors.forget(stream);
      this.#owners.delete(stream);
      for (const owner of owners) owner.dropped?.(stream, code);
    },
  };

  #event(event: AnyEvent): void {
    if ("seq" in event) {
      if (!this.cursors.accept(event.stream, event.seq)) return;
      if (this.status.kind === "catching-up") this.#setStatus({ kind: "catching-up", count: ++this.#caught });
    }
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event as never);
  }

  /** Sleep until the next dial, woken when the network or the person comes back. */
  async #wait(delay: number): Promise<void> {
    const wait = this.#poll ? SOCKET_RETRY * (1 + this.random()) : delay;
    if (!this.#poll) {
      const brief = this.#failures === 0 && wait < 4_000; // a server restarting is no reason for red
      this.#setStatus(brief ? { kind: "connecting" } : { kind: "offline", retryAt: Date.now() + wait });
    }
    const woken = await this.#sleep.sleep(wait);
    if (woken) await this.#sleep.sleep(backoff(1, this.random));
  }

  #lookAlive(): void {
    if (this.#socket) this.#socket.probe();
    else if (!this.#poll && document.visibilityState === "visible") this.#sleep.wake();
  }

  #stop(why: "signed-out" | "no-access" | "gone"): void {
    this.#poll?.stop();
    this.#poll = null;
    this.#link = null;
    const words = { "no-access": t("You have no access here any more."), gone: t("This is gone.") };
    this.#setStatus(why === "signed-out" ? { kind: "signed-out" } : { kind: "stopped", why: words[why] });
  }

  #setStatus(status: Status): void {
    this.status = status;
    for (const watcher of this.#watchers) watcher(status);
  }
}

/** The address of a socket path on the page's own host. */
export function socketUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}
