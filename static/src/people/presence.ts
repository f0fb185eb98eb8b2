/** Who is here: one set for the whole page, from what every followed room tells. */
import type { Realtime } from "../realtime/client.ts";
import type { StreamStanding } from "../wire.ts";

export type Here = "online" | "idle" | "offline";

export class Presence {
  #online = new Set<string>();
  #idle = new Set<string>();
  #watchers = new Set<() => void>();
  #stale = false;

  constructor(
    private readonly me: string,
    private readonly realtime: Realtime,
  ) {
    // Somebody who shares several rooms with us is announced on one of them only, so the stream says nothing here.
    realtime.on("presence", ({ user, online, idle }) => {
      this.set(user, online, idle);
      this.#changed();
    });
    realtime.watch(({ kind }) => {
      if (kind !== "live" && kind !== "catching-up") this.#stale = true;
      this.#changed();
    });
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** False when the line is down, and nobody here can know who is there. */
  get known(): boolean {
    return !["offline", "signed-out", "stopped"].includes(this.realtime.status.kind);
  }

  of(username: string): Here {
    if (!this.known) return "offline";
    if (this.#idle.has(username)) return "idle";
    return username === this.me || this.#online.has(username) ? "online" : "offline";
  }

  /** A stream was subscribed, and says who hears it. The first one after a pause begins afresh. */
  subscribed({ online, idle }: Pick<StreamStanding, "online" | "idle">): void {
    if (this.#stale) {
      this.#stale = false;
      this.#online.clear();
      this.#idle.clear();
    }
    for (const username of online ?? []) this.#online.add(username);
    for (const username of idle ?? []) this.#idle.add(username);
    this.#changed();
  }

  /** The same as a plain answer told it: of `asked`, only these are here. */
  told(asked: Iterable<string>, online: string[]): void {
    const here = new Set(online);
    for (const username of asked) this.set(username, here.has(username), this.#idle.has(username));
    this.#changed();
  }

  set(username: string, online: boolean, idle: boolean): void {
    if (online) this.#online.add(username);
    else this.#online.delete(username);
    if (online && idle) this.#idle.add(username);
    else this.#idle.delete(username);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
