/** One room as its page shows it: history, people, who types, what one may do. */
import { api } from "../api.ts";
import type { Realtime } from "../realtime/client.ts";
import type { Parcel, Pending } from "../realtime/outbox.ts";
import type { Sender } from "../realtime/sender.ts";
import { OthersTyping } from "../realtime/typing.ts";
import type { RoomsStore } from "../rooms/store.ts";
import type { Message, Person, ReadState, RoomSummary } from "../wire.ts";
import { Acts } from "./acts.ts";
import type { ListModel } from "./list_model.ts";
import { NewMark } from "./new_mark.ts";
import type { Names } from "./rich_text.ts";
import type { Row } from "./rows.ts";
import { type Asked, type Page, Timeline } from "./timeline.ts";
import { TimelineRows } from "./timeline_rows.ts";

/** The page's `<script id="boot">`. */
export interface Boot {
  room: RoomSummary;
  messages: Message[];
  more: boolean;
  newer?: boolean;
  people: Record<string, Person>;
  /** the message that a permalink names; `messages` are those around it */
  focus?: number | null;
  /** the root of the thread that it is a reply in */
  focus_thread?: number | null;
}

const PAGE = 100;

export class ChatStore implements ListModel {
  readonly thread = null;
  readonly timeline: Timeline;
  readonly mark: NewMark;
  readonly acts: Acts;
  room: RoomSummary;
  /** "Mark unread from here": nothing is read by itself until one writes or says so */
  keepUnread = false;
  #rows: TimelineRows;
  #typing = new Map<number, OthersTyping>();
  #people = new Map<string, Person>();
  #watchers = new Set<() => void>();
  #hearers = new Set<(message: Message) => void>();
  #resets = new Set<() => void>();
  #finders = new Set<(id: number) => Message | undefined>();

  constructor(
    boot: Boot,
    readonly me: Person,
    readonly realtime: Realtime,
    readonly roomsStore: RoomsStore,
    readonly sender: Sender,
  ) {
    this.room = boot.room;
    this.names.me = me.username;
    this.mark = new NewMark(boot.room.unread, boot.room.read_seq);
    this.timeline = new Timeline({
      page: (asked) => this.#page(asked),
      belongs: (message) => message.room === this.room.id && !message.thread,
      changed: () => this.changed(),
    });
    this.#rows = new TimelineRows(this.timeline, this.mark, me.username, () => this.pending);
    this.acts = new Acts(realtime, me.username, {
      put: (message) => this.heard(message),
      patch: (message) => this.#patched(message),
    });
    this.learn(boot.people);
    this.#people.set(me.username, me);
    this.#begin(boot);
    this.#follow();
  }

  #begin(boot: Boot): void {
    const focus = boot.newer ? boot.messages.find((one) => one.id === boot.focus) : undefined;
    this.timeline.begin(boot, boot.newer ? (focus ?? boot.messages[0])?.created_seq : undefined);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Hear every message of the room, replies too, in its newest state. */
  hear(hearer: (message: Message) => void): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  get rows(): readonly Row[] {
    return this.#rows.get();
  }

  get pending(): Pending[] {
    return this.sender.of(this.room.id);
  }

  get unread(): number {
    return this.roomsStore.unread(this.room.id);
  }

  get readSeq(): number {
    return this.roomsStore.get(this.room.id)?.read_seq ?? this.room.read_seq;
  }

  /** What the marks of a text may mean here. */
  readonly names: Names = {
    me: "",
    room: (name) => {
      const wanted = name.toLowerCase();
      return this.roomsStore.list().find((room) => slug(room.name) === wanted)?.id ?? null;
    },
  };

  /** Never fails: somebody unknown is shown by their username until more is known. */
  person(username: string): Person {
    const nobody = { id: 0, username, name: username, colour: 1, is_staff: false };
    return this.#people.get(username) ?? (nobody as Person);
  }

  know(person: Person): void {
    this.#people.set(person.username, person);
    this.changed();
  }

  learn(people: Record<string, Person>): void {
    this.meet(Object.values(people));
  }

  meet(people: Person[]): void {
    for (const person of people) this.#people.set(person.username, person);
  }

  /** A message that is known, whether it is shown or not. */
  get(id: number): Message | undefined {
    return this.timeline.history.get(id);
  }

  /** Hear that nothing that is known can be trusted. Returns the way to stop. */
  onReset(hearer: () => void): () => void {
    this.#resets.add(hearer);
    return () => this.#resets.delete(hearer);
  }

  #reset(): void {
    void this.timeline.refetch();
    for (const hearer of this.#resets) hearer();
  }

  /** A message of the room or of a thread that is open. */
  find(id: number): Message | undefined {
    for (const find of this.#finders) {
      const found = find(id);
      if (found) return found;
    }
    return this.get(id);
  }

  /** Another place where messages are kept. Returns the way to forget it. */
  alsoIn(find: (id: number) => Message | undefined): () => void {
    this.#finders.add(find);
    return () => this.#finders.delete(find);
  }

  send(body: string, parcel: Partial<Parcel> = {}): void {
    if (!parcel.thread) {
      this.mark.answered();
      this.keepUnread = false;
    }
    this.sender.send(this.room.id, body, parcel);
  }

  retry(client_id: string): void {
    this.sender.retry(client_id);
  }

  discard(client_id: string): void {
    this.sender.drop(client_id);
  }

  async read(seq: number): Promise<void> {
    const { id: room } = this.room;
    this.roomsStore.moved(await this.realtime.command<ReadState>({ type: "room.read", room, seq }));
  }

  /** Everything is read, and nothing is new. */
  async readAll(): Promise<void> {
    this.keepUnread = false;
    await this.read(this.realtime.cursors.get(`room:${this.room.id}`)?.seq ?? this.room.head);
    this.mark.answered();
    this.changed();
  }

  /** This message and those after it are unread again. Rejects with ApiError. */
  async unreadFrom(message: Message): Promise<void> {
    this.keepUnread = true;
    const command = { type: "room.unread", room: this.room.id, seq: message.created_seq };
    this.roomsStore.moved(await this.realtime.command<ReadState>(command));
    this.mark.after = message.created_seq - 1;
    this.changed();
  }

  /** Who types in the room, or in one of its threads. */
  typingIn(thread: number | null): OthersTyping {
    const known = this.#typing.get(thread ?? 0) ?? new OthersTyping();
    this.#typing.set(thread ?? 0, known);
    return known;
  }

  showTyping(active: boolean, thread: number | null = null): void {
    const where = thread === null ? {} : { thread };
    void this.realtime.command({ type: "typing", room: this.room.id, active, ...where }).catch(() => {});
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** A message as an event or an answer showed it. */
  heard(message: Message): void {
    if (message.room !== this.room.id) return;
    const mine = message.author === this.me.username;
    if (this.timeline.put(message) && !mine && !attentive() && message.created_seq > this.readSeq)
      this.mark.cameUnseen(this.readSeq);
    if (mine && message.client_id) this.sender.drop(message.client_id);
    this.typingIn(message.thread ?? null).heard(message.author, false, 0, 0);
    for (const hearer of this.#hearers) hearer(message);
    this.changed();
  }

  #patched(message: Message): void {
    if (this.timeline.history.get(message.id)) this.timeline.history.patch(message);
    for (const hearer of this.#hearers) hearer(message);
    this.changed();
  }

  async #page(asked: Asked): Promise<Page> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    const page = await api<Page>("GET", `/rooms/${this.room.id}/messages?${query}`);
    this.learn(page.people);
    return page;
  }

  #follow(): void {
    const { realtime } = this;
    const stream = `room:${this.room.id}`;
    realtime.follow(
      stream,
      { epoch: this.room.epoch, seq: this.room.head },
      { reset: () => this.#reset(), dropped: () => this.#lost() },
    );
    const mine = (event: { stream: string }) => event.stream === stream;
    realtime.on("message.created", (event) => mine(event) && this.heard(event.message));
    realtime.on("message.updated", (event) => mine(event) && this.heard(event.message));
    realtime.on("message.deleted", (event) => mine(event) && this.heard(event.message));
    realtime.on("member.updated", (event) => {
      if (!mine(event)) return;
      this.room.members = event.members;
      this.know(event.member.user);
    });
    realtime.on("member.removed", (event) => {
      if (!mine(event)) return;
      this.room.members = event.members;
      this.changed();
    });
    realtime.on("typing", (event) => {
      if (!mine(event) || event.user === this.me.username) return;
      this.typingIn(event.thread ?? null).heard(event.user, event.active, event.expires, Date.now());
      this.changed();
    });
    realtime.on("room.updated", (event) => {
      if (!mine(event)) return;
      const silenced = this.room.silenced_until && Date.parse(this.room.silenced_until) > Date.now();
      const abilities = event.abilities[silenced ? "silenced" : (this.room.role ?? "none")];
      this.#summary({ ...this.room, ...event.room, abilities });
    });
    realtime.on("room.joined", ({ room }) => room.id === this.room.id && this.#rejoined(room));
    realtime.on("room.left", ({ room }) => room === this.room.id && this.#left());
    this.sender.watch(() => this.changed());
    const others = this.sender.onSent; // a page may show several places
    this.sender.onSent = (message) => {
      others(message);
      this.heard(message);
    };
  }

  #rejoined(room: RoomSummary): void {
    // After a time without access nothing here is whole; what was written and not sent is kept.
    if (!this.room.abilities.read) location.reload();
    else this.#summary(room);
  }

  /** One has joined by the button here; the event may come later. */
  joined(room: RoomSummary): void {
    this.roomsStore.put(room);
    this.#summary(room);
  }

  /** What one may do here, as it was fetched anew. */
  stands(room: RoomSummary): void {
    this.#summary({ ...this.room, ...room });
  }

  /** What this person may do here has changed: they joined, left, or have another role. */
  #summary(room: RoomSummary): void {
    this.room = room;
    this.changed();
  }

  #left(): void {
    api<RoomSummary>("GET", `/rooms/${this.room.id}`).then(
      (room) => this.#summary(room),
      () => this.#lost(), // a private room: it is not there for us any more
    );
  }

  #lost(): void {
    const nothing = Object.fromEntries(Object.keys(this.room.abilities).map((name) => [name, false]));
    this.#summary({ ...this.room, role: null, abilities: nothing as unknown as RoomSummary["abilities"] });
  }
}

/** Whether somebody is looking at this page. */
export function attentive(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** A room's name as one writes it after a #: without blanks. */
function slug(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, "-");
}
