/** What one does with lines of the inbox; each says what happened and can be taken back. */
import { plural, t } from "../../i18n.ts";
import { moment } from "../../ui/time.ts";
import { toast, toastError } from "../../ui/toast.ts";
import type { EntryChange, EntryState } from "../../wire.ts";
import { NOT_SNOOZED } from "../filters.ts";
import type { Inbox } from "../inbox.ts";
import type { Target } from "../inbox_api.ts";

/** Milliseconds: long enough to see what one has done, and to take it back. */
const LASTS = 12_000;

export class Acts {
  #undo: (() => void) | null = null;
  #closeLast: (() => void) | null = null;

  constructor(private readonly inbox: Inbox) {}

  done(target: Target): Promise<void> {
    return this.#do(target, { done: true }, (n) => plural(n, "Done.", "{n} are done."));
  }

  back(target: Target): Promise<void> {
    return this.#do(target, { done: false }, (n) =>
      plural(n, "Back in the inbox.", "{n} are back in the inbox."),
    );
  }

  read(target: Target, read: boolean): Promise<void> {
    return this.#do(target, { read }, (n) =>
      read
        ? plural(n, "Marked as read.", "{n} are marked as read.")
        : plural(n, "Marked as unread.", "{n} are marked as unread."),
    );
  }

  save(target: Target, saved: boolean): Promise<void> {
    return this.#do(target, { saved }, (n) =>
      saved
        ? plural(n, "Saved.", "{n} are saved.")
        : plural(n, "Not saved any more.", "{n} are not saved any more."),
    );
  }

  snooze(target: Target, until: Date): Promise<void> {
    const change = { snoozed_until: until.toISOString() };
    return this.#do(target, change, () => t("It comes back: {when}.", { when: moment(until.toISOString()) }));
  }

  wake(target: Target): Promise<void> {
    return this.#do(target, { snoozed_until: NOT_SNOOZED }, () => t("Back in the inbox."));
  }

  /** Takes back what was done last, as long as its toast is there. */
  undo(): boolean {
    const undo = this.#undo;
    if (!undo) return false;
    this.#closeLast?.(); // which forgets it
    undo();
    return true;
  }

  async allRead(): Promise<void> {
    try {
      const all = { filter: { tab: "unread", kind: "" } } as const;
      const done = await this.inbox.act(all, { read: true });
      if (done.more) await this.inbox.markAllRead();
      this.#say(t("Everything is marked as read."), done.more ? [] : done.before);
    } catch (error) {
      toastError(error);
    }
  }

  async #do(target: Target, change: EntryChange, words: (n: number) => string): Promise<void> {
    try {
      const { before } = await this.inbox.act(target, change);
      if (before.length) this.#say(words(before.length), before);
    } catch (error) {
      toastError(error);
    }
  }

  #say(words: string, before: readonly EntryState[]): void {
    this.#closeLast?.();
    const undo = () => {
      this.#undo = null;
      this.inbox.undo(before).catch(toastError);
    };
    this.#undo = before.length ? undo : null;
    const close = toast(words, {
      kind: "good",
      lasts: LASTS,
      ...(before.length && { action: { label: t("Undo"), run: undo } }),
      closed: () => {
        if (this.#undo === undo) this.#undo = null;
      },
    });
    this.#closeLast = close;
  }
}
