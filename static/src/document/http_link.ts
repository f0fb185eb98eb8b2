/**
 * A document over plain HTTP, where a WebSocket cannot be had: a long poll for what others write, a POST for what is
 * written here. Awareness does not travel this way. It feeds the save state as the socket does: what is queued counts
 * as sent, what a POST has committed counts as acknowledged, so that "Saved" is as true here as there.
 */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { ApiError, api } from "../api.ts";
import { uuid } from "../realtime/uuid.ts";
import type { SaveInput } from "./save_state.ts";

/** Seconds that the server may hold an answer back. */
const WAIT = 25;
/** What is typed within this time (ms) goes out together. */
const GATHER = 60;
/** A POST that met the limit on writing waits this long (ms) and goes again. */
const SLOW_DOWN = 2000;

interface Updates {
  epoch: string;
  head: number;
  /** What we lack, and what the server has (a state vector); in the first answer. */
  state?: string;
  vector?: string;
  updates: { seq: number; data: string }[];
}

/** The close code of the socket that says the same as this refusal; 1006 is a line that is down. */
export function closeCode(error: unknown): number {
  if (!(error instanceof ApiError)) return 1006;
  const codes: Record<number, number> = { 400: 4400, 401: 4401, 403: 4403, 404: 4404, 413: 4400, 422: 4400 };
  return codes[error.status] ?? (error.code === "outdated" ? 4426 : 1006);
}

/** Whether `doc` has something that a server with this state vector does not. Pure. */
export function hasMore(doc: Y.Doc, vector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(vector);
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}

export class HttpLink {
  #cursor = { epoch: "", head: 0 };
  #queue: Uint8Array[] = [];
  #acked = 0;
  #posting = false;
  readonly #stopped = new AbortController();

  constructor(
    private readonly documentId: number,
    private readonly doc: Y.Doc,
    private readonly feed: (input: SaveInput) => void,
    /** Words found on this device at the start may not have reached the server. */
    private readonly unsaved: () => boolean,
  ) {}

  /** Resolves when stopped; rejects when an answer fails. `onOpen`: the first answer came. */
  async run(onOpen: () => void): Promise<void> {
    const ours = toBase64(Y.encodeStateVector(this.doc));
    const first = await this.#ask(`vector=${encodeURIComponent(ours)}`);
    if (this.#stopped.signal.aborted) return;
    const theirs = first.vector ? fromBase64(first.vector) : new Uint8Array([0]);
    this.#take(first);
    onOpen();
    this.feed({ kind: "opened", http: true });
    this.doc.on("update", this.#written);
    this.feed({ kind: "whole" });
    this.feed({ kind: "sent", offer: true });
    const posts = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    if (this.unsaved() || hasMore(this.doc, theirs)) {
      this.#queue.push(Y.encodeStateAsUpdate(this.doc, theirs));
      void this.#post();
    } else this.#acknowledge(1);
    await Promise.race([this.#poll(), posts]);
  }

  stop(): void {
    this.#stopped.abort();
    this.doc.off("update", this.#written);
  }

  #fail: (error: unknown) => void = () => undefined;

  async #poll(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const { epoch, head } = this.#cursor;
      const answer = await this.#ask(`after=${head}&epoch=${encodeURIComponent(epoch)}&wait=${WAIT}`);
      if (!this.#stopped.signal.aborted) this.#take(answer);
    }
  }

  async #ask(query: string): Promise<Updates> {
    try {
      const path = `/documents/${this.documentId}/updates?${query}`;
      return await api<Updates>("GET", path, undefined, this.#stopped.signal);
    } catch (error) {
      if (this.#stopped.signal.aborted) return { ...this.#cursor, updates: [] };
      throw error;
    }
  }

  #take({ epoch, head, state, updates }: Updates): void {
    this.#cursor = { epoch, head };
    this.doc.transact(() => {
      if (state) Y.applyUpdate(this.doc, fromBase64(state), this);
      for (const { data } of updates) Y.applyUpdate(this.doc, fromBase64(data), this);
    }, this);
  }

  #written = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this || !transaction.local) return;
    this.#queue.push(update);
    this.feed({ kind: "sent", offer: false });
    setTimeout(() => void this.#post(), GATHER);
  };

  async #post(): Promise<void> {
    if (this.#posting || this.#queue.length === 0 || this.#stopped.signal.aborted) return;
    this.#posting = true;
    const taken = this.#queue.splice(0);
    try {
      await this.#send(toBase64(Y.mergeUpdates(taken)));
      if (!this.#stopped.signal.aborted) this.#acknowledge(taken.length);
    } catch (error) {
      this.#fail(error); // what was not sent travels with the whole state of the next attempt
    } finally {
      this.#posting = false;
    }
    void this.#post();
  }

  /** Until it is committed; the same id, so that a repeat is the same write. */
  async #send(data: string): Promise<void> {
    const body = { client_id: uuid(), updates: [data] };
    for (;;) {
      try {
        await api("POST", `/documents/${this.documentId}/updates`, body, this.#stopped.signal);
        return;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 429) throw error;
        await new Promise((resolve) => setTimeout(resolve, SLOW_DOWN));
      }
    }
  }

  #acknowledge(count: number): void {
    this.#acked += count;
    this.feed({ kind: "acked", count: this.#acked });
  }
}
