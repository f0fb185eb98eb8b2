/** Asks the worker for moments, one at a time: who drags the slider gets the newest one asked for, not all between. */
import type { Content } from "./marked.ts";
import type { FromWorker, ToWorker } from "./replay_worker.ts";

export class Replayer {
  readonly #worker = new Worker(new URL("./replay_worker.ts", import.meta.url), { type: "module" });
  #busy = false;
  #next: number | null = null;

  constructor(
    private readonly show: (content: Content, at: number) => void,
    failed: () => void,
  ) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      this.#busy = false;
      this.show(data.content, data.at);
      this.#go();
    });
    this.#worker.addEventListener("error", failed);
  }

  add(updates: Uint8Array[]): void {
    this.#send({ updates });
  }

  /** Show the moment after the first `count` updates, as soon as may be. */
  seek(count: number): void {
    this.#next = count;
    this.#go();
  }

  /** Nothing is under way. */
  get ready(): boolean {
    return !this.#busy;
  }

  close(): void {
    this.#worker.terminate();
  }

  #go(): void {
    if (this.#busy || this.#next === null) return;
    this.#busy = true;
    const at = this.#next;
    this.#next = null;
    this.#send({ at });
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
