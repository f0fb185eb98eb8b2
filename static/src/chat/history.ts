/** The messages of one timeline that are known here: pieces of the stream, and what stands in them. Pure. */
import type { Message } from "../wire.ts";
import { covering, END, type Stretch, united, within } from "./stretches.ts";

export class History {
  #byId = new Map<number, Message>();
  /** ascending by created_seq, tombstones too */
  #sorted: Message[] = [];
  #stretches: Stretch[] = [];
  /** the place of the newest message whose time was over */
  #expired = 0;
  #shown: { piece: Stretch; version: number; messages: Message[] } | null = null;
  /** grows with every change */
  version = 0;

  get(id: number): Message | undefined {
    return this.#byId.get(id);
  }

  get size(): number {
    return this.#sorted.length;
  }

  /** The piece that covers `seq`; END asks for the one that is live. */
  piece(seq: number): Stretch | null {
    if (seq === END) return this.#stretches.find((one) => one.to === END) ?? null;
    return covering(this.#stretches, seq);
  }

  /** What stands in a piece, ascending; what was deleted stands as a tombstone until its time is over, too. */
  in(piece: Stretch): readonly Message[] {
    const { from, to } = piece;
    const last = this.#shown;
    if (last && last.version === this.version && last.piece.from === from && last.piece.to === to)
      return last.messages;
    const first = this.#at(Math.max(from, this.#expired + 1));
    const messages = this.#sorted.slice(first, to === END ? undefined : this.#at(to));
    this.#shown = { piece: { from, to }, version: this.version, messages };
    return messages;
  }

  /** Messages that are all there are within `piece`. */
  cover(piece: Stretch, messages: readonly Message[]): void {
    this.#stretches = united(this.#stretches, piece);
    for (const message of messages) this.put(message);
    this.version += 1;
  }

  /**
   * Take a message as it is at its `seq`. An older state changes nothing, nor does one from a place that is not
   * covered: alone it would look like a neighbour of what it is far from. True when it was not known before.
   */
  put(message: Message): boolean {
    const known = this.#byId.get(message.id);
    if (known ? known.seq >= message.seq : !covering(this.#stretches, message.created_seq)) return false;
    this.patch(message);
    return known === undefined;
  }

  /** Show a message as it will be, before the server has said so; any newer state of the server's replaces it. */
  patch(message: Message): void {
    if ((this.#byId.get(message.id)?.seq ?? 0) > message.seq) return;
    const at = this.#at(message.created_seq);
    const replaces = this.#sorted[at]?.created_seq === message.created_seq;
    this.#sorted.splice(at, replaces ? 1 : 0, message);
    this.#byId.set(message.id, message);
    this.version += 1;
  }

  /** The room keeps nothing any more up to this created_seq, whatever it was. */
  expire(upto: number): void {
    if (upto <= this.#expired) return;
    this.#expired = upto;
    this.version += 1;
  }

  /** Forget what lies outside of `piece`. */
  keep(piece: Stretch): void {
    this.#stretches = within(this.#stretches, piece);
    this.#sorted = this.#sorted.filter((one) => one.created_seq >= piece.from && one.created_seq < piece.to);
    this.#byId = new Map(this.#sorted.map((one) => [one.id, one]));
    this.version += 1;
  }

  /** Forget everything: the stream begins anew. */
  clear(): void {
    this.#expired = 0;
    this.keep({ from: 0, to: 0 });
  }

  /** The created_seq of the newest that is known to be the newest of all; 0 without. */
  get newest(): number {
    const live = this.piece(END);
    return live ? (this.in(live).at(-1)?.created_seq ?? 0) : 0;
  }

  /** Where in the sorted list the first at or after `seq` is. */
  #at(seq: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] as Message).created_seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
