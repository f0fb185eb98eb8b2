/** The messages of one room that are known here, by their place in the stream. Pure. */
import type { Message } from "../wire.ts";

export class History {
  #byId = new Map<number, Message>();
  #sorted: Message[] | null = [];
  #floor = Number.MAX_SAFE_INTEGER;

  /** Those that stand, ascending by created_seq. */
  get messages(): readonly Message[] {
    this.#sorted ??= [...this.#byId.values()]
      .filter((message) => message.deleted_at === null)
      .sort((a, b) => a.created_seq - b.created_seq);
    return this.#sorted;
  }

  get(id: number): Message | undefined {
    return this.#byId.get(id);
  }

  /** From this created_seq on nothing is missing here; what lies before has to be asked for. */
  get floor(): number {
    return this.#floor;
  }

  /** A page of history that joins what is known. `more`: there are older ones than these. */
  page(messages: readonly Message[], more: boolean): void {
    const oldest = messages[0]?.created_seq ?? this.#floor;
    this.#floor = more ? Math.min(this.#floor, oldest) : 0;
    for (const message of messages) this.put(message);
  }

  get newest(): number {
    return this.messages.at(-1)?.created_seq ?? 0;
  }

  /**
   * Take a message as it is at its `seq`. An older state changes nothing, nor does one from before the floor: alone it
   * would look like a neighbour of what it is far from. True when it was not known before.
   */
  put(message: Message): boolean {
    if (message.created_seq < this.#floor) return false;
    const known = this.#byId.get(message.id);
    if (known && known.seq >= message.seq) return false;
    this.#byId.set(message.id, message);
    this.#sorted = null;
    return known === undefined;
  }

  /** Forget everything: the stream begins anew. */
  clear(): void {
    this.#byId.clear();
    this.#floor = Number.MAX_SAFE_INTEGER;
    this.#sorted = null;
  }
}
