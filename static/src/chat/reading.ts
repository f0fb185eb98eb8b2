/**
 * Moves the read marker: to what was on the screen of a window that somebody looks at, and not past messages that
 * are new and were not.
 */
import type { ListModel } from "./list_model.ts";
import { attentive } from "./store.ts";

/** Pause after a failure, milliseconds; then whatever comes next tries again. */
const PAUSE = 2_000;

export class Reading {
  #busy = false;
  #waiting = 0;
  /** the "new" line that was on screen, by what it stands after */
  #markSeen: number | null = null;

  /** `held`: nothing is to be read by itself now. */
  constructor(
    private readonly model: ListModel,
    private readonly online: () => boolean,
    private readonly held: () => boolean,
  ) {}

  /** The "new" line is on the screen, or there is nothing new to begin with. */
  sawMark(): void {
    if (attentive()) this.#markSeen = this.model.mark.after;
  }

  /** Whether what is new was on screen from its beginning. */
  get begun(): boolean {
    const { after } = this.model.mark;
    return after === null || after === this.#markSeen;
  }

  /** Messages up to this created_seq are on the screen. */
  seen(seq: number): void {
    if (!attentive() || !this.online() || this.held() || !this.begun) return;
    const { unread, readSeq } = this.model;
    if (unread === 0 || seq <= readSeq || seq <= this.#waiting) return;
    this.#waiting = seq;
    void this.#tell();
  }

  async #tell(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let told = 0; this.#waiting > told; ) {
      told = this.#waiting;
      await this.model.read(told).catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)));
    }
    this.#waiting = 0;
    this.#busy = false;
  }
}
