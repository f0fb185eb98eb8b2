/**
 * Drafts on their way to the server. What is typed is kept on this device at once and saved a moment later; while it
 * is not saved it wins over what the server says, so that typing is never overwritten by an older state of itself.
 */
import { draftKey } from "./state.ts";

export interface KeptDraft {
  room: number;
  thread: number | null;
  body: string;
}

export interface KeeperParts {
  /** Saves one; rejects when it could not. */
  save: (draft: KeptDraft) => Promise<unknown>;
  /** Where unsaved ones survive a reload: read once, written at every change. */
  load: () => KeptDraft[];
  store: (drafts: KeptDraft[]) => void;
  /** Whether an error is for good (the room is gone), so that trying again is of no use. */
  hopeless: (error: unknown) => boolean;
}

/** Saved when nothing was typed for so long, and at the latest after LONGEST (milliseconds). */
const PAUSE = 700;
const LONGEST = 4_000;
const RETRY = 5_000;

export class DraftKeeper {
  #unsaved = new Map<string, KeptDraft>();
  #since = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving = false;

  constructor(private readonly parts: KeeperParts) {
    for (const draft of parts.load()) this.#unsaved.set(draftKey(draft.room, draft.thread), draft);
    if (this.#unsaved.size) this.#soon(0);
  }

  /** The text that is not saved yet; undefined when the server knows it all. */
  unsaved(key: string): KeptDraft | undefined {
    return this.#unsaved.get(key);
  }

  all(): KeptDraft[] {
    return [...this.#unsaved.values()];
  }

  keep(draft: KeptDraft): void {
    const key = draftKey(draft.room, draft.thread);
    this.#unsaved.set(key, draft);
    if (!this.#since.has(key)) this.#since.set(key, Date.now());
    this.parts.store(this.all());
    const oldest = Math.min(...this.#since.values());
    this.#soon(Math.max(0, Math.min(PAUSE, oldest + LONGEST - Date.now())));
  }

  /** Save now what is unsaved: the page is about to be left, or the line is back. */
  flush(): void {
    if (this.#unsaved.size) this.#soon(0);
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#saveAll(), wait);
  }

  async #saveAll(): Promise<void> {
    if (this.#saving) return this.#soon(PAUSE);
    this.#saving = true;
    let failed = false;
    for (const [key, draft] of [...this.#unsaved]) {
      try {
        this.#since.delete(key);
        await this.parts.save(draft);
      } catch (error) {
        if (!this.parts.hopeless(error)) {
          failed = true;
          continue;
        }
      }
      if (this.#unsaved.get(key) === draft) this.#unsaved.delete(key); // else it was typed on meanwhile
    }
    this.#saving = false;
    this.parts.store(this.all());
    if (this.#unsaved.size) this.#soon(failed ? RETRY : PAUSE);
  }
}
