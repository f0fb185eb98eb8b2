/** One room as its page shows it: history, people, who is here, who types. */
import { api } from "../api.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Pending } from "../realtime/outbox.ts";
import type { Sender } from "../realtime/sender.ts";
import { OthersTyping } from "../realtime/typing.ts";
import type { RoomsStore } from "../rooms/store.ts";
import type { Message, Person, RoomSummary } from "../wire.ts";
import { History } from "./history.ts";
import { NewMark } from "./new_mark.ts";
import { type Row, rowsOf } from "./rows.ts";

/** The page's `<script id="boot">`. */
export interface Boot {
  room: RoomSummary;
  messages: Message[];
  more: boolean;
  people: Record<string, Person>;
}

interface MessagePage {
  messages: Message[];
  more: boolean;
  people: Record<string, Person>;
  epoch: string;
  head: number;
}

const PAGE = 50;

export class ChatStore {
  readonly history = new History();
  readonly typing = new OthersTyping();
  readonly mark: NewMark;
  room: RoomSummary;
  more = false;
  loading = false;
  /** why older messages could not be loaded, in words */
  fault: string | null = null;
  #people = new Map<string, Person>();
  #watchers = new Set<() => void>();

  constructor(
    boot: Boot,
    readonly me: Person,
    private readonly realtime: Realtime,
    private readonly rooms: RoomsStore,
    private readonly sender: Sender,
  ) {
    this.room = boot.room;
    this.mark = new NewMark(boot.room.unread, boot.room.read_seq);
    this.#take(boot);
    this.#people.set(me.username, me);
    this.#follow();
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get rows(): Row[] {
    const own = this.history.messages.filter((message) => message.author === this.me.username);
    const shown = new Set(own.map((message) => message.client_id));
    const pending = this.pending.filter((item) => !shown.has(item.client_id));
    return rowsOf(this.history.messages, pending, this.me.username, this.#shownMark());
  }

  /** The line is drawn only where it belongs: between what was read and what was not, when both are loaded. */
  #shownMark(): number | null {
    const { after } = this.mark;
    return after !== null && (this.history.floor <= after || !this.more) ? after : null;
  }

  get pending(): Pending[] {
    return this.sender.of(this.room.id);
  }

  get hasUnread(): boolean {
    return this.rooms.unread(this.room.id) > 0;
  }

  /** Never fails: somebody unknown is shown by their username until more is known. */
  person(username: string): Person {
    return this.#people.get(username) ?? { id: 0, username, name: username, colour: 1, is_staff: false };
  }

  know(person: Person): void {
    this.#people.set(person.username, person);
    this.changed();
  }

  send(body: string): void {
    this.mark.answered();
    this.sender.send(this.room.id, body);
  }

  retry(client_id: string): void {
    this.sender.retry(client_id);
  }

  discard(client_id: string): void {
    this.sender.drop(client_id);
  }

  async edit(message: number, body: string): Promise<void> {
    const answer = await this.realtime.command<{ message: Message }>({ type: "message.edit", message, body });
    this.#put(answer.message);
  }

  async delete(message: number): Promise<void> {
    const answer = await this.realtime.command<{ message: Message }>({ type: "message.delete", message });
    this.#put(answer.message);
  }

  /** Everything up to a message's created_seq has been read. */
  async read(seq: number): Promise<void> {
    const mark = await this.realtime.command<{ room: number; read_seq: number; unread: number; at: number }>({
      type: "room.read",
      room: this.room.id,
      seq,
    });
    this.rooms.moved(mark);
  }

  showTyping(active: boolean): void {
    void this.realtime.command({ type: "typing", room: this.room.id, active }).catch(() => {});
  }

  /** Load what lies before the oldest message. */
  async older(): Promise<void> {
    const before = this.history.floor;
    if (this.loading || !this.more) return;
    this.loading = true;
    this.fault = null;
    this.changed();
    try {
      const page = await api<MessagePage>(
        "GET",
        `/rooms/${this.room.id}/messages?before=${before}&limit=${PAGE}`,
      );
      this.#take(page);
    } catch (error) {
      this.fault = error instanceof Error ? error.message : "Older messages could not be loaded.";
    } finally {
      this.loading = false;
      this.changed();
    }
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #follow(): void {
    const stream = `room:${this.room.id}`;
    this.realtime.follow(
      stream,
      { epoch: this.room.epoch, seq: this.room.head },
      { reset: () => void this.#refetch(), dropped: () => this.#lost() },
    );
    const mine = (event: { stream: string }) => event.stream === stream;
    this.realtime.on("message.created", (event) => mine(event) && this.#put(event.message));
    this.realtime.on("message.updated", (event) => mine(event) && this.#put(event.message));
    this.realtime.on("message.deleted", (event) => mine(event) && this.#put(event.message));
    this.realtime.on("member.updated", (event) => mine(event) && this.know(event.member.user));
    this.realtime.on("typing", (event) => {
      if (!mine(event) || event.user === this.me.username) return;
      this.typing.heard(event.user, event.active, event.expires, Date.now());
      this.changed();
    });
    this.realtime.on("room.updated", (event) => {
      if (!mine(event)) return;
      this.room = { ...this.room, ...event.room, abilities: event.abilities[this.room.role ?? "none"] };
      this.changed();
    });
    this.realtime.on("room.joined", ({ room }) => room.id === this.room.id && this.#rejoined(room));
    this.realtime.on("room.left", ({ room }) => room === this.room.id && this.#left());
    this.sender.watch(() => this.changed());
    this.sender.onSent = (message) => message.room === this.room.id && this.#put(message);
  }

  #rejoined(room: RoomSummary): void {
    // After a time without access nothing here is whole; what was written and not sent is kept.
    if (!this.room.abilities.read) location.reload();
    else this.#summary(room);
  }

  /** One has joined by the button here; the event may come later. */
  joined(room: RoomSummary): void {
    this.rooms.put(room);
    this.#summary(room);
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
    this.room = { ...this.room, role: null, abilities: nothing as unknown as RoomSummary["abilities"] };
    this.changed();
  }

  #take(page: Pick<MessagePage, "messages" | "people" | "more">): void {
    for (const person of Object.values(page.people)) this.#people.set(person.username, person);
    this.more = page.more;
    this.history.page(page.messages, page.more);
  }

  /** A message as an event or an answer showed it. */
  #put(message: Message): void {
    if (this.history.put(message) && message.author !== this.me.username && !attentive()) {
      this.mark.cameUnseen(this.rooms.get(this.room.id)?.read_seq ?? message.created_seq - 1);
    }
    if (message.author === this.me.username && message.client_id) this.sender.drop(message.client_id);
    this.typing.heard(message.author, false, 0, 0);
    this.changed();
  }

  /** The cursor was void: take the newest page afresh. What was loaded above it is dropped. */
  #refetch = insistently(async () => {
    const page = await api<MessagePage>("GET", `/rooms/${this.room.id}/messages?limit=${PAGE}`);
    this.history.clear();
    this.#take(page);
    this.changed();
  });
}

/** Whether somebody is looking at this page. */
export function attentive(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
