/**
 * A draft on its way to the server: what is typed is kept on this device at once and saved a moment later, one call
 * at a time. Nothing typed is lost by a reload, a dead line, or two tabs at one draft (the older one is told so).
 */

export type Kept = "saved" | "saving" | "here";

export interface KeeperParts<T> {
  /** Saves it all; rejects when it could not. */
  save: (draft: T) => Promise<void>;
  /** Keeps it on this device; null: there is nothing that the server does not know. */
  store: (draft: T | null) => void;
  /** Called at every change of the state; `fault` is what went wrong last. */
  told: (state: Kept, fault: unknown) => void;
}

/** Saved when nothing was typed for so long, tried again after RETRY (milliseconds). */
const PAUSE = 600;
const RETRY = 5_000;

export class Keeper<T> {
  #unsaved: T | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #stopped = false;

  constructor(private readonly parts: KeeperParts<T>) {}

  keep(draft: T): void {
    if (this.#stopped) return;
    this.#unsaved = draft;
    this.parts.store(draft);
    this.parts.told("saving", null);
    this.#soon(PAUSE);
  }

  /** Save now; resolves when the server knows everything, rejects when it does not. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#unsaved !== null || this.#saving) await this.#save();
  }

  /** It was sent or thrown away: nothing more is to be saved. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#unsaved = null;
    this.parts.store(null);
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save().catch(() => undefined), wait);
  }

  async #save(): Promise<void> {
    if (this.#saving) return this.#saving.catch(() => undefined);
    const draft = this.#unsaved;
    if (draft === null) return;
    this.#saving = this.parts.save(draft);
    try {
      await this.#saving;
      if (this.#stopped) return;
      if (this.#unsaved === draft) {
        this.#unsaved = null;
        this.parts.store(null);
        this.parts.told("saved", null);
      } else this.#soon(PAUSE); // it was typed on meanwhile
    } catch (error) {
      if (this.#stopped) return;
      this.parts.told("here", error);
      this.#soon(RETRY);
      throw error;
    } finally {
      this.#saving = null;
    }
  }
}
