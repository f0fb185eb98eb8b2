/** What one does with messages. What cannot fail is shown at once and taken back when the server refuses. */
import { api } from "../api.ts";
import type { Realtime } from "../realtime/client.ts";
import { toastError } from "../ui/toast.ts";
import type { Message, ThreadState, Version } from "../wire.ts";
import { choice, reacted, voted } from "./reactions.ts";

export interface Shown {
  /** a message in its newest state, as the server gave it */
  put(message: Message): void;
  /** as it will be, or as it was after all */
  patch(message: Message): void;
}

export class Acts {
  constructor(
    private readonly realtime: Realtime,
    private readonly me: string,
    private readonly shown: Shown,
  ) {}

  /** Rejects with ApiError. */
  edit(message: number, body: string): Promise<void> {
    return this.#change({ type: "message.edit", message, body });
  }

  /** Rejects with ApiError. */
  delete(message: number): Promise<void> {
    return this.#change({ type: "message.delete", message });
  }

  react(message: Message, emoji: string, on: boolean): void {
    const reactions = reacted(message.reactions ?? [], emoji, this.me, on);
    this.#ahead(message, { reactions }, { type: "message.react", message: message.id, emoji, on });
  }

  /** Put an emoji on, or take one's own away. */
  toggle(message: Message, emoji: string): void {
    const mine = message.reactions?.find((one) => one.emoji === emoji)?.users.includes(this.me);
    this.react(message, emoji, !mine);
  }

  vote(message: Message, option: number): void {
    const { extra: before } = message;
    if (!before?.poll) return;
    const options = choice(before.poll, this.me, option);
    const extra = { ...before, poll: voted(before.poll, this.me, options) };
    this.#ahead(message, { extra }, { type: "poll.vote", message: message.id, options });
  }

  closePoll(message: number): void {
    this.#change({ type: "poll.close", message }).catch(toastError);
  }

  pin(message: Message, on: boolean): void {
    this.#ahead(message, { pinned: on ? this.me : null }, { type: "message.pin", message: message.id, on });
  }

  lock(message: number, on: boolean): void {
    this.#change({ type: "thread.lock", message, on }).catch(toastError);
  }

  /** Rejects with ApiError. */
  async follow(message: number, on: boolean): Promise<ThreadState> {
    const answer = await this.realtime.command<{ thread: ThreadState }>({
      type: "thread.follow",
      message,
      on,
    });
    return answer.thread;
  }

  /** Rejects with ApiError. */
  report(message: number, reason: string): Promise<unknown> {
    return api("POST", `/messages/${message}/report`, { reason });
  }

  versions(message: number): Promise<Version[]> {
    return api<{ versions: Version[] }>("GET", `/messages/${message}/edits`).then((found) => found.versions);
  }

  seen(message: number): Promise<string[]> {
    return api<{ users: string[] }>("GET", `/messages/${message}/seen`).then((found) => found.users);
  }

  async #change(command: { type: string; [field: string]: unknown }): Promise<void> {
    const answer = await this.realtime.command<{ message: Message }>(command);
    this.shown.put(answer.message);
  }

  #ahead(
    message: Message,
    change: Partial<Message>,
    command: { type: string; [field: string]: unknown },
  ): void {
    this.shown.patch({ ...message, ...change });
    this.#change(command).catch((error) => {
      this.shown.patch(message);
      toastError(error);
    });
  }
}
