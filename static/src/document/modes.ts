/**
 * What one may do here and how one works: the right (the server's word, which changes while the page is open) and the
 * mode that was chosen. Everything on the page that depends on either asks or watches this.
 */
import { atLeast, type Mode, modeFor, type Right } from "./right.ts";

export class Modes {
  #right: Right;
  #wished: Mode = "editing";
  #watchers = new Set<() => void>();

  constructor(right: Right) {
    this.#right = right;
  }

  get right(): Right {
    return this.#right;
  }

  get mode(): Mode {
    return modeFor(this.#right, this.#wished);
  }

  get mayEdit(): boolean {
    return atLeast(this.#right, "edit");
  }

  /** Called at every change of the right or the mode, not at once; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  choose(mode: Mode): void {
    const before = this.mode;
    this.#wished = mode;
    if (this.mode !== before) this.#tell();
  }

  setRight(right: Right): void {
    if (right === this.#right) return;
    this.#right = right;
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
