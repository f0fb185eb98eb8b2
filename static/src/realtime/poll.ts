/** The long poll: the same streams and commands over plain HTTP, where a WebSocket cannot be had. */

import { ApiError, api } from "../api.ts";
import type { Cursor, Cursors } from "./cursors.ts";
import type { Link, LinkEvents } from "./link.ts";
import type { AnyEvent, Command } from "./protocol.ts";

/** Seconds the server may hold an answer back. */
const WAIT = 25;

interface StreamChanges {
  stream: string;
  epoch: string;
  head: number;
  changes: AnyEvent[];
  more: boolean;
  reset: boolean;
}

/** The question for some streams; those without a cursor cannot be asked for and wait for the socket. */
export function changesQuery(streams: [string, Cursor | null][], wait: number): string {
  const query = new URLSearchParams();
  for (const [stream, cursor] of streams) {
    if (cursor) query.append("cursor", `${stream}@${cursor.epoch}@${cursor.seq}`);
  }
  query.append("wait", String(wait));
  return query.toString();
}

export class PollLink implements Link {
  #stopped = new AbortController();
  #round = new AbortController();

  constructor(
    private readonly cursors: Cursors,
    private readonly events: LinkEvents,
  ) {}

  command(command: Command): Promise<unknown> {
    return api("POST", "/commands", command);
  }

  /** Ask until stopped. `onAnswer` after each answer; rejects with ApiError when one fails. */
  async run(onAnswer: () => void): Promise<void> {
    let wait = 0; // the first answer comes at once and says that the way is open
    while (!this.#stopped.signal.aborted) {
      const started = new AbortController();
      this.#round = started;
      const again = await this.#ask(wait, AbortSignal.any([this.#stopped.signal, started.signal]));
      if (again === null) continue;
      onAnswer();
      wait = again ? 0 : WAIT;
    }
  }

  /** The set of streams changed: ask again with it. */
  restart(): void {
    this.#round.abort();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** One question. True when there is more to fetch; null when it was called off. */
  async #ask(wait: number, signal: AbortSignal): Promise<boolean | null> {
    try {
      const streams = await this.#changes(this.cursors.all(), wait, signal);
      if (signal.aborted) return null;
      for (const stream of streams) this.#take(stream);
      return streams.some((stream) => stream.more);
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof ApiError)) throw new ApiError("offline", String(error));
      if (error.code !== "not_found") throw error;
      if (!(await this.#findLost(signal))) throw error;
      return true;
    }
  }

  async #changes(
    streams: [string, Cursor | null][],
    wait: number,
    signal: AbortSignal,
  ): Promise<StreamChanges[]> {
    const path = `/changes?${changesQuery(streams, wait)}`;
    return (await api<{ streams: StreamChanges[] }>("GET", path, undefined, signal)).streams;
  }

  /** One of the streams may not be read any more, and the server refuses them all: find out which. */
  async #findLost(signal: AbortSignal): Promise<boolean> {
    let found = false;
    for (const [stream, cursor] of this.cursors.all()) {
      if (!cursor) continue;
      try {
        await this.#changes([[stream, cursor]], 0, signal);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "not_found") throw error;
        this.events.dropped(stream, "forbidden");
        found = true;
      }
    }
    return found;
  }

  #take(part: StreamChanges): void {
    if (part.reset) {
      this.events.reset(part.stream, part.epoch, part.head);
      return;
    }
    for (const event of part.changes) this.events.event(event);
    this.cursors.reached(part.stream, part.epoch, part.head);
  }
}
