/**
 * How many messages of one room are unread, exact in every tab. Pure.
 *
 * The server counts at a moment (`at`, the room's sequence); the room's stream tells what came after. The two arrive
 * by different ways and in any order, so the facts are kept by message and the number is worked out from both.
 */

export interface ReadBase {
  /** last sequence that was read */
  read_seq: number;
  /** unread messages when the server counted */
  unread: number;
  /** the room's head when the server counted */
  at: number;
}

interface Fact {
  created: number;
  own: boolean;
  /** sequence of the deletion, null while the message stands */
  deleted: number | null;
}

/** Facts older than the newest count are dropped beyond this many. */
const KEPT_FACTS = 2_000;

export class Unread {
  #base: ReadBase;
  #facts = new Map<number, Fact>();

  constructor(base: ReadBase) {
    this.#base = base;
  }

  get readSeq(): number {
    return this.#base.read_seq;
  }

  /** A newer count of the server's. An older one, overtaken on the way, changes nothing. */
  rebase(base: ReadBase): void {
    const { at, read_seq } = this.#base;
    if (base.at < at && base.read_seq <= read_seq) return;
    this.#base = base;
    if (this.#facts.size > KEPT_FACTS) this.#prune();
  }

  /** A message as an event showed it. `seq` is the change's own sequence, `created` the message's. */
  saw(message: { id: number; created: number; seq: number; own: boolean; deleted: boolean }): void {
    const known = this.#facts.get(message.id);
    const deleted = message.deleted ? (known?.deleted ?? message.seq) : null;
    this.#facts.set(message.id, { created: message.created, own: message.own, deleted });
  }

  get count(): number {
    const { read_seq, unread, at } = this.#base;
    let count = unread;
    for (const fact of this.#facts.values()) {
      if (fact.own || fact.created <= read_seq) continue;
      const counted = fact.created <= at;
      if (counted && fact.deleted !== null && fact.deleted > at) count -= 1;
      if (!counted && fact.deleted === null) count += 1;
    }
    return Math.max(0, count);
  }

  #prune(): void {
    for (const [id, fact] of this.#facts) {
      if (Math.max(fact.created, fact.deleted ?? 0) <= this.#base.at) this.#facts.delete(id);
    }
  }
}
