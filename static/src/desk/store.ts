/**
 * What the person keeps, the same in every tab: drafts, saved messages, scheduled messages, reminders. One per page.
 *
 *     const desk = new DeskStore(shell.me, shell.realtime);      // fetches /desk by itself, follows the inbox
 *     desk.draft(room)  desk.keepDraft(room, text)  desk.isSaved(id)  desk.save(id, room, true)
 *     desk.schedule(room, text, date)  desk.remind({ message, dueAt })
 */
import { ApiError } from "../api.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Desk, Draft, Person, Reminder, Scheduled } from "../wire.ts";
import * as remote from "./api.ts";
import { DraftKeeper, type KeptDraft } from "./draft_keeper.ts";
import {
  applyDesk,
  type DeskEvent,
  type DeskState,
  deskState,
  draftKey,
  draftsByTime,
  EMPTY_DESK,
  remindersByTime,
  scheduledByTime,
} from "./state.ts";

const HOPELESS = ["not_found", "forbidden", "gone", "invalid", "too_large", "unauthenticated"];

export class DeskStore {
  state: DeskState = EMPTY_DESK;
  /** False until the desk was fetched: what is not there may only not be known yet. */
  loaded = false;
  #watchers = new Set<() => void>();
  #head = 0;
  /** Events that came while the desk was on its way. */
  #meanwhile: DeskEvent[] | null = null;
  readonly #keeper: DraftKeeper;
  readonly #ready: Promise<void>;

  constructor(
    readonly me: Person,
    realtime: Realtime,
    boot: Desk | null = null,
  ) {
    const shelf = `drafts:${me.id}`;
    this.#keeper = new DraftKeeper({
      save: ({ room, body, thread }) => remote.putDraft(room, body, thread),
      load: () => readShelf(shelf),
      store: (drafts) => writeShelf(shelf, drafts),
      hopeless: (error) => error instanceof ApiError && HOPELESS.includes(error.code),
    });
    const inbox = `inbox:${me.id}`;
    realtime.follow(inbox, realtime.cursors.get(inbox), { reset: () => void this.refetch() });
    realtime.on("draft.changed", (event) => this.#heard(event));
    realtime.on("saved.changed", (event) => this.#heard(event));
    realtime.on("scheduled.changed", (event) => this.#heard(event));
    realtime.on("reminder.changed", (event) => this.#heard(event));
    realtime.watch(({ kind }) => kind === "live" && this.#keeper.flush());
    addEventListener("pagehide", () => this.#keeper.flush());
    if (boot) this.#take(boot);
    this.#ready = boot ? Promise.resolve() : this.refetch();
  }

  /** Resolves when the desk is known. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Called at every change; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  // -- drafts

  /** What was begun here, on this device or another; "" when nothing was. */
  draft(room: number, thread: number | null = null): string {
    const key = draftKey(room, thread);
    return this.#keeper.unsaved(key)?.body ?? this.state.drafts.get(key)?.body ?? "";
  }

  /** Keep what stands in a composer; "" when it was sent or emptied. Cheap: call it at every input. */
  keepDraft(room: number, body: string, thread: number | null = null): void {
    if (this.draft(room, thread) === body) return;
    this.#keeper.keep({ room, thread, body });
    this.#changed();
  }

  /** All drafts with some text, newest first. */
  drafts(): Draft[] {
    const updated_at = new Date().toISOString();
    let { state } = this;
    for (const kept of this.#keeper.all())
      state = applyDesk(state, { type: "draft.changed", stream: "", seq: 0, draft: { ...kept, updated_at } });
    return draftsByTime(state).filter((draft) => draft.body.trim() !== "");
  }

  // -- saved messages

  isSaved(message: number): boolean {
    return this.state.saved.has(message);
  }

  /** Shown at once; rejects with ApiError, and shows the truth again, when the server did not do it. */
  async save(message: number, room: number, on: boolean): Promise<void> {
    const before = this.isSaved(message);
    this.#apply({ type: "saved.changed", stream: "", seq: 0, message, room, saved: on });
    try {
      await remote.putSaved(message, on);
    } catch (error) {
      this.#apply({ type: "saved.changed", stream: "", seq: 0, message, room, saved: before });
      throw error;
    }
  }

  // -- scheduled messages

  /** Those that wait and those that failed, by time. */
  scheduled(): Scheduled[] {
    return scheduledByTime(this.state);
  }

  async schedule(
    room: number,
    body: string,
    sendAt: Date,
    thread: number | null = null,
    clientId?: string,
  ): Promise<Scheduled> {
    return this.#put(await remote.postScheduled(room, body, sendAt, thread, clientId));
  }

  async changeScheduled(id: number, change: { body?: string; sendAt?: Date }): Promise<Scheduled> {
    return this.#put(await remote.patchScheduled(id, change));
  }

  async cancelScheduled(id: number): Promise<Scheduled> {
    return this.#put(await remote.deleteScheduled(id));
  }

  // -- reminders

  /** Those that wait, by time. */
  reminders(): Reminder[] {
    return remindersByTime(this.state);
  }

  async remind(wish: remote.ReminderWish): Promise<Reminder> {
    const reminder = await remote.postReminder(wish);
    this.#apply({ type: "reminder.changed", stream: "", seq: 0, reminder });
    return reminder;
  }

  async forget(id: number): Promise<void> {
    const reminder = await remote.deleteReminder(id);
    this.#apply({ type: "reminder.changed", stream: "", seq: 0, reminder });
  }

  // -- the truth

  /** Fetch everything anew, until it is there. */
  readonly refetch = insistently(() => this.#fetch());

  async #fetch(): Promise<void> {
    this.#meanwhile ??= [];
    this.#take(await remote.fetchDesk());
  }

  #take(desk: Desk): void {
    const missed = this.#meanwhile ?? [];
    this.#meanwhile = null;
    this.#head = desk.head;
    this.loaded = true;
    this.state = deskState(desk);
    for (const event of missed) if (event.seq > desk.head) this.state = applyDesk(this.state, event);
    this.#changed();
  }

  #heard(event: DeskEvent): void {
    if (this.#meanwhile) this.#meanwhile.push(event);
    else if (event.seq > this.#head) this.#apply(event);
  }

  #put(scheduled: Scheduled): Scheduled {
    this.#apply({ type: "scheduled.changed", stream: "", seq: 0, scheduled });
    return scheduled;
  }

  #apply(event: DeskEvent): void {
    this.state = applyDesk(this.state, event);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

function readShelf(name: string): KeptDraft[] {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // no storage, or not ours
  }
}

function writeShelf(name: string, drafts: KeptDraft[]): void {
  try {
    if (drafts.length) localStorage.setItem(name, JSON.stringify(drafts));
    else localStorage.removeItem(name);
  } catch {
    // Without storage an unsaved draft lives as long as its page.
  }
}
