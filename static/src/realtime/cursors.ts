/** Where this client stands in each stream. Pure. */

export interface Cursor {
  epoch: string;
  seq: number;
}

/** The cursors of one connection's streams; decides whether an event is news. */
export class Cursors {
  #streams = new Map<string, Cursor | null>();

  /**
   * Follow a stream from `cursor`, or from now (null). Two parts of a page may follow the same stream with what each
   * was rendered from: the older cursor stands, so that both get everything (readers take a repetition well).
   */
  follow(stream: string, cursor: Cursor | null): void {
    const known = this.#streams.get(stream);
    if (known && (!cursor || cursor.epoch !== known.epoch || cursor.seq >= known.seq)) return;
    if (known === undefined || cursor) this.#streams.set(stream, cursor);
  }

  forget(stream: string): void {
    this.#streams.delete(stream);
  }

  get(stream: string): Cursor | null {
    return this.#streams.get(stream) ?? null;
  }

  has(stream: string): boolean {
    return this.#streams.has(stream);
  }

  /** All streams with their cursors, in the order they were followed. */
  all(): [string, Cursor | null][] {
    return [...this.#streams];
  }

  /** True when the event is new, and the cursor then stands at it; false for a repetition or an unknown stream. */
  accept(stream: string, seq: number): boolean {
    if (!this.#streams.has(stream)) return false;
    const cursor = this.#streams.get(stream);
    if (cursor && seq <= cursor.seq) return false;
    // Before the first answer the epoch is unknown; the answer brings it.
    this.#streams.set(stream, { epoch: cursor?.epoch ?? "", seq });
    return true;
  }

  /** The server says: you have everything up to `head`. Never moves back within an epoch. */
  reached(stream: string, epoch: string, head: number): void {
    if (!this.#streams.has(stream)) return;
    const cursor = this.#streams.get(stream);
    const kept = cursor && (cursor.epoch === epoch || cursor.epoch === "") ? cursor.seq : 0;
    this.#streams.set(stream, { epoch, seq: Math.max(kept, head) });
  }

  /** The old cursor is void: the state is fetched anew and stands at `head`. */
  reset(stream: string, epoch: string, head: number): void {
    if (this.#streams.has(stream)) this.#streams.set(stream, { epoch, seq: head });
  }
}
