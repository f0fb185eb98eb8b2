/** What is being uploaded: a few at a time, tried again when the line comes back. Pure but for what is passed in. */
import { t } from "../i18n.ts";
import type { FileInfo } from "../wire.ts";

/** One upload under way. `done` rejects with `{code, message}`; code "offline" means: later, perhaps. */
export interface Sending {
  done: Promise<FileInfo>;
  abort(): void;
}
export type Send = (file: File, progress: (share: number) => void) => Sending;

/** waiting: its turn or the line · sending · done: the server has it · failed: refused, with the reason */
export type UploadState = "waiting" | "sending" | "done" | "failed";

export interface Upload {
  key: number;
  file: File;
  state: UploadState;
  /** 0 to 1 */
  share: number;
  reason: string;
  info: FileInfo | null;
}

export interface QueueOptions {
  send: Send;
  changed: () => void;
  /** calls back after so many milliseconds */
  later: (task: () => void, milliseconds: number) => void;
  /** why this file cannot be uploaded; null when it can */
  refusal?: (file: File) => string | null;
  /** how many there may be at once; as many as a message holds unless said */
  most?: number;
}

export const AT_ONCE = 2;
export const MOST_FILES = 10;
const SOONEST = 1_000;
const LATEST = 30_000;

export class UploadQueue {
  #uploads: Upload[] = [];
  #under = new Map<number, Sending>();
  #on: QueueOptions;
  #next = 1;
  #tries = 0;
  #paused = false;

  constructor(options: QueueOptions) {
    this.#on = options;
  }

  get uploads(): readonly Upload[] {
    return this.#uploads;
  }

  /** Ids of what the server has, in the order in which the files were added. */
  get ids(): string[] {
    return this.infos.map((info) => info.id);
  }

  get infos(): FileInfo[] {
    return this.#uploads.flatMap((each) => (each.info ? [each.info] : []));
  }

  /** Whether something is still on its way. */
  get busy(): boolean {
    return this.#uploads.some((each) => each.state === "waiting" || each.state === "sending");
  }

  /** Returns how many did not fit into a message any more. */
  add(files: Iterable<File>): number {
    let over = 0;
    for (const file of files) {
      if (this.#uploads.length >= (this.#on.most ?? MOST_FILES)) {
        over += 1;
        continue;
      }
      const reason = this.#on.refusal?.(file) ?? "";
      const state = reason ? "failed" : "waiting";
      this.#uploads.push({ key: this.#next++, file, state, share: 0, reason, info: null });
    }
    this.#go();
    return over;
  }

  /** Take one out, whatever its state. Returns it, so that the server can be told. */
  remove(key: number): Upload | undefined {
    const gone = this.#uploads.find((each) => each.key === key);
    this.#uploads = this.#uploads.filter((each) => each !== gone);
    this.#under.get(key)?.abort();
    this.#under.delete(key);
    this.#go();
    return gone;
  }

  retry(key: number): void {
    const failed = this.#uploads.find((each) => each.key === key && each.state === "failed");
    if (!failed) return;
    Object.assign(failed, { state: "waiting", share: 0, reason: "" });
    this.#go();
  }

  /** Forget everything: it was sent. */
  clear(): void {
    for (const sending of this.#under.values()) sending.abort();
    this.#under.clear();
    this.#uploads = [];
    this.#on.changed();
  }

  /** The line is back: what waited goes now. */
  wake(): void {
    this.#paused = false;
    this.#go();
  }

  #go(): void {
    for (const each of this.#uploads) {
      if (this.#paused || this.#under.size >= AT_ONCE) break;
      if (each.state === "waiting") this.#begin(each);
    }
    this.#on.changed();
  }

  #begin(upload: Upload): void {
    upload.state = "sending";
    upload.share = 0;
    const sending = this.#on.send(upload.file, (share) => {
      upload.share = share;
      this.#on.changed();
    });
    this.#under.set(upload.key, sending);
    const mine = () => this.#under.get(upload.key) === sending;
    sending.done.then(
      (info) => mine() && this.#finished(upload, info),
      (error: unknown) => mine() && this.#broke(upload, error),
    );
  }

  #finished(upload: Upload, info: FileInfo): void {
    this.#under.delete(upload.key);
    this.#tries = 0;
    Object.assign(upload, { state: "done", share: 1, info });
    this.#go();
  }

  #broke(upload: Upload, error: unknown): void {
    this.#under.delete(upload.key);
    const { code, message } = error as { code?: string; message?: string };
    if (code === "offline") {
      Object.assign(upload, { state: "waiting", share: 0 });
      this.#pause();
    } else {
      Object.assign(upload, { state: "failed", reason: message || t("The server refused it.") });
    }
    this.#go();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    const wait = Math.min(SOONEST * 2 ** this.#tries, LATEST);
    this.#tries += 1;
    this.#on.later(() => this.wake(), wait);
  }
}
