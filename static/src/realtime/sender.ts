/** Sends what is in the outbox, one at a time, keeps it across reloads, and tells the page how each one stands. */
import { ApiError } from "../api.ts";
import type { Message } from "../wire.ts";
import type { Realtime } from "./client.ts";
import * as outbox from "./outbox.ts";
import type { PendingStorage } from "./storage.ts";
import { uuid } from "./uuid.ts";

/** Pause after the server put a message off. */
const PUT_OFF = 2_000;

export class Sender {
  #items: outbox.Pending[] = [];
  #watchers = new Set<() => void>();
  #pausedUntil = 0;
  /** Called with the stored message when the server has acknowledged one. */
  onSent: (message: Message) => unknown = () => {};

  constructor(
    private readonly realtime: Realtime,
    private readonly storage: PendingStorage,
  ) {
    this.#items = storage.load();
    realtime.watch(() => this.#pump());
    addEventListener("storage", ({ key, newValue }) => {
      // Another tab of the same account got it through, or discarded it.
      if (key?.startsWith(storage.prefix) && newValue === null) {
        this.#set(outbox.removed(this.#items, key.slice(storage.prefix.length)));
      }
    });
  }

  /** Pending messages of a room (with `thread`: the replies to that message), oldest first. */
  of(room: number, thread: number | null = null): outbox.Pending[] {
    return this.#items.filter((item) => item.room === room && item.thread === thread);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Take a text; it is kept before it is sent. */
  send(room: number, body: string, parcel: Partial<outbox.Parcel> = {}): void {
    const item = { ...parcel, client_id: uuid(), room, body, written_at: new Date().toISOString() };
    this.#set(outbox.added(this.#items, item), item.client_id);
    this.#pump();
  }

  retry(client_id: string): void {
    this.#set(outbox.retried(this.#items, client_id), client_id);
    this.#pump();
  }

  /** The message is there (an event showed it) or is not wanted any more. */
  drop(client_id: string): void {
    this.storage.remove(client_id);
    if (this.#items.some((item) => item.client_id === client_id)) {
      this.#set(outbox.removed(this.#items, client_id));
    }
  }

  #pump(): void {
    if (!this.realtime.online || Date.now() < this.#pausedUntil) return;
    const item = outbox.next(this.#items);
    if (item) void this.#attempt(item);
  }

  async #attempt(item: outbox.Pending): Promise<void> {
    const { client_id, room, body } = item;
    this.#set(outbox.started(this.#items, client_id));
    try {
      const { message } = await this.realtime.command<{ message: Message }>({
        type: "message.send",
        room,
        body,
        client_id,
        ...extras(item),
      });
      this.onSent(message);
      this.drop(client_id);
    } catch (error) {
      this.#refused(client_id, error);
    }
    this.#pump();
  }

  #refused(client_id: string, error: unknown): void {
    const { code, message } = error instanceof ApiError ? error : { code: "invalid", message: String(error) };
    this.#set(outbox.refused(this.#items, client_id, code, message), client_id);
    if (code === "too_fast" || code === "unavailable" || code === "offline") {
      this.#pausedUntil = Date.now() + (code === "offline" ? 250 : PUT_OFF);
      setTimeout(() => this.#pump(), this.#pausedUntil - Date.now() + 10);
    }
  }

  #set(items: outbox.Pending[], save?: string): void {
    this.#items = items;
    const saved = items.find((item) => item.client_id === save);
    if (saved) this.storage.save(saved);
    for (const watcher of this.#watchers) watcher();
  }
}

/** Only what there is: a plain message is as small on the wire as can be. */
function extras({ thread, files, quote, kind }: outbox.Pending): Record<string, unknown> {
  return {
    ...(thread === null ? {} : { thread }),
    ...(files.length ? { files: files.map((file) => file.id) } : {}),
    ...(quote ? { quote: quote.message } : {}),
    ...(kind === "text" ? {} : { kind }),
  };
}
