/** The save state as it goes: fed by the link and the copy on this device, watched by what shows it. */
import type { DeviceCopy } from "./device_copy.ts";
import { AT_THE_START, type SaveInput, type SaveState, saveStep } from "./save_state.ts";

export class Saving {
  state: SaveState = AT_THE_START;
  #copy: DeviceCopy | null = null;
  #watchers = new Set<(state: SaveState) => void>();
  #edits = 0;
  #asking = false;

  /** Called at once and at every change, before anything else happens; returns the way to stop. */
  watch(watcher: (state: SaveState) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.state);
    return () => this.#watchers.delete(watcher);
  }

  /** From now on this device keeps what is typed. */
  keptBy(copy: DeviceCopy, hasContent: boolean): void {
    this.#copy = copy;
    this.feed({ kind: "kept", hasContent });
  }

  readonly feed = (input: SaveInput): void => {
    const before = this.state;
    this.state = saveStep(before, input);
    if (this.state === before) return;
    for (const watcher of this.#watchers) watcher(this.state);
    if (input.kind === "edited") void this.#waitForCopy();
  };

  /** Says when the last edit is on this device; one question at a time, however fast somebody types. */
  async #waitForCopy(): Promise<void> {
    this.#edits++;
    if (!this.#copy || this.#asking) return;
    this.#asking = true;
    try {
      for (let asked = -1; asked !== this.#edits; ) {
        asked = this.#edits;
        await this.#copy.written();
      }
      this.feed({ kind: "written" });
    } catch {
      this.feed({ kind: "not_kept" });
    } finally {
      this.#asking = false;
    }
  }
}
