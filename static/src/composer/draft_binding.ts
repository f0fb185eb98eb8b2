/** A composer's field and the desk's draft of its room or thread, kept equal; typing is never overwritten. */
import type { DeskStore } from "../desk/store.ts";

/** A text that comes from another device waits until nothing was typed here for so long, milliseconds. */
const CALM = 2_000;

export interface DraftView {
  text(): string;
  show(body: string): void;
}

export class DraftBinding {
  #typedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly desk: Pick<DeskStore, "draft" | "keepDraft" | "watch">,
    private readonly room: number,
    private readonly thread: number | null,
    private readonly view: DraftView,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Show what was begun, and follow what other devices make of it. Returns the way to stop. */
  start(): () => void {
    this.view.show(this.desk.draft(this.room, this.thread));
    const stop = this.desk.watch(() => this.#heard());
    return () => {
      stop();
      clearTimeout(this.#timer);
    };
  }

  /** A key changed the text, or it was sent and the field is empty. */
  changed(): void {
    this.#typedAt = this.clock();
    this.desk.keepDraft(this.room, this.view.text(), this.thread);
  }

  #heard(): void {
    clearTimeout(this.#timer);
    const body = this.desk.draft(this.room, this.thread);
    if (body === this.view.text()) return;
    const calmIn = this.#typedAt + CALM - this.clock();
    if (calmIn > 0) this.#timer = setTimeout(() => this.#heard(), calmIn);
    else this.view.show(body);
  }
}
