/** One thread as its panel shows it: the root, the replies, whether one follows it and how far one has read. */
import { api } from "../api.ts";
import { toastError } from "../ui/toast.ts";
import type { Message, Person, RoomSummary, ThreadPage, ThreadState } from "../wire.ts";
import type { ListModel } from "./list_model.ts";
import { NewMark } from "./new_mark.ts";
import type { Row } from "./rows.ts";
import { attentive, type ChatStore } from "./store.ts";
import { type Asked, type Page, Timeline } from "./timeline.ts";
import { TimelineRows } from "./timeline_rows.ts";

const PAGE = 50;

export class ThreadStore implements ListModel {
  readonly timeline: Timeline;
  readonly mark = new NewMark(0, 0);
  readonly me: Person;
  root: Message | undefined;
  state: ThreadState | null = null;
  /** why the thread could not be opened, in words */
  fault: string | null = null;
  #rows: TimelineRows;
  #watchers = new Set<() => void>();
  #stops: (() => void)[];

  constructor(
    private readonly store: ChatStore,
    readonly thread: number,
  ) {
    this.me = store.me;
    this.root = store.find(thread);
    this.timeline = new Timeline({
      page: (asked) => this.#page(asked),
      belongs: (message) => message.thread === thread,
      changed: () => this.#changed(),
    });
    this.#rows = new TimelineRows(this.timeline, this.mark, this.me.username, () =>
      store.sender.of(store.room.id, thread),
    );
    this.#stops = [
      store.hear((message) => this.#heard(message)),
      store.alsoIn((id) => this.timeline.history.get(id) ?? (id === thread ? this.root : undefined)),
      store.watch(() => this.#changed()),
      store.onReset(() => void this.timeline.refetch()),
      store.realtime.on(
        "thread.changed",
        (event) => event.thread.root === thread && this.#stands(event.thread),
      ),
    ];
  }

  /** Load the newest replies. */
  async open(): Promise<void> {
    this.fault = null;
    await this.timeline.newest();
    if (!this.state) this.fault = this.timeline.fault;
    this.#changed();
  }

  /** The panel is closed: nothing is heard any more. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#watchers.clear();
  }

  get room(): RoomSummary {
    return this.store.room;
  }

  get rows(): readonly Row[] {
    return this.#rows.get();
  }

  get readSeq(): number {
    return this.state?.read_seq ?? 0;
  }

  /** The server's count, and what came after it. */
  get unread(): number {
    const { state } = this;
    if (!state) return 0;
    return state.unread + this.timeline.countAfter(Math.max(state.at, state.read_seq), this.me.username);
  }

  get locked(): boolean {
    return this.root?.replies?.locked ?? false;
  }

  person(username: string): Person {
    return this.store.person(username);
  }

  async read(seq: number): Promise<void> {
    const command = { type: "thread.read", message: this.thread, seq };
    this.#stands((await this.store.realtime.command<{ thread: ThreadState }>(command)).thread);
  }

  async follow(on: boolean): Promise<void> {
    await this.store.acts.follow(this.thread, on).then((state) => this.#stands(state), toastError);
  }

  retry(client_id: string): void {
    this.store.retry(client_id);
  }

  discard(client_id: string): void {
    this.store.discard(client_id);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  async #page(asked: Asked): Promise<Page> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    const page = await api<ThreadPage>("GET", `/messages/${this.thread}/thread?${query}`);
    this.store.learn(page.people);
    if (!this.root || page.root.seq >= this.root.seq) this.root = page.root;
    if (!this.state && page.state.unread) this.mark.after = page.state.read_seq;
    this.#stands(page.state);
    return page;
  }

  #stands(state: ThreadState): void {
    if (this.state && state.at < this.state.at) return;
    this.state = state;
    this.#changed();
  }

  #heard(message: Message): void {
    const known = this.timeline.history.get(message.id);
    if (message.id === this.thread && message.seq >= (this.root?.seq ?? 0)) this.root = message;
    if (known && known.seq === message.seq) this.timeline.history.patch(message);
    const fresh = this.timeline.put(message);
    if (message.thread !== this.thread) return;
    if (message.author === this.me.username) this.mark.answered();
    else if (fresh && !attentive()) this.mark.cameUnseen(Math.max(this.readSeq, message.created_seq - 1));
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
