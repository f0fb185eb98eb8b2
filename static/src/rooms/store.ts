/** The rooms one is in, with unread counts that are right in every tab: each tab follows all of them. */
import { api } from "../api.ts";
import { Presence } from "../people/presence.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Events } from "../realtime/protocol.ts";
import { Unread } from "../realtime/unread.ts";
import type { Member, Message, Person, RoomSummary } from "../wire.ts";
import { setFavourite, setPosition } from "./api.ts";
import { mine } from "./may.ts";
import { type SectionName, sections } from "./sections.ts";

export interface Listed extends RoomSummary {
  /** kept up to date; the summary's own `unread` is the count of one moment */
  counter: Unread;
  /** the same of messages that mention one */
  mentioned: Unread;
}

interface Mark {
  room: number;
  read_seq: number;
  unread: number;
  mentions: number;
  at: number;
}

export class RoomsStore {
  #rooms = new Map<number, Listed>();
  #followed = new Set<number>();
  #watchers = new Set<() => void>();
  readonly presence: Presence;

  constructor(
    rooms: RoomSummary[],
    readonly me: Person,
    private readonly realtime: Realtime,
  ) {
    this.presence = new Presence(me.username, realtime);
    this.presence.watch(() => this.#changed());
    for (const room of rooms) this.#list(room);
    realtime.follow(`inbox:${me.id}`, null, { reset: () => void this.refetch() });
    realtime.on("message.created", (event) => this.#message(event.message));
    realtime.on("message.updated", (event) => this.#message(event.message));
    realtime.on("message.deleted", (event) => this.#message(event.message));
    realtime.on("read.moved", (event) => this.moved(event));
    realtime.on("room.joined", ({ room }) => this.#joined(room));
    realtime.on("room.left", ({ room }) => this.#left(room));
    realtime.on("room.updated", (event) => this.#updated(event));
    realtime.on("member.updated", (event) => {
      this.#counted(event);
      this.#known(event.member);
    });
    realtime.on("member.removed", (event) => this.#counted(event));
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get(room: number): Listed | undefined {
    return this.#rooms.get(room);
  }

  /** All of them: favourites, rooms, direct messages, archived ones, each in the order of the list at the left. */
  list(): Listed[] {
    const found = this.sections();
    return [...found.favourites, ...found.rooms, ...found.direct, ...found.archived];
  }

  sections(): Record<SectionName, Listed[]> {
    return sections(this.#rooms.values());
  }

  unread(room: number): number {
    return this.#rooms.get(room)?.counter.count ?? 0;
  }

  mentions(room: number): number {
    return this.#rooms.get(room)?.mentioned.count ?? 0;
  }

  get totalUnread(): number {
    let sum = 0;
    for (const room of this.#rooms.values()) sum += room.archived ? 0 : room.counter.count;
    return sum;
  }

  /** Shown at once; taken back when the server refuses. Rejects with ApiError. */
  favour(room: number, favourite: boolean): Promise<void> {
    return this.#ahead(room, { favourite }, () => setFavourite(room, favourite));
  }

  /** Put a room to another place of its section. Shown at once; taken back when the server refuses. */
  place(room: number, position: number): Promise<void> {
    return this.#ahead(room, { position }, () => setPosition(room, position));
  }

  async #ahead(id: number, change: Partial<Listed>, send: () => Promise<unknown>): Promise<void> {
    const room = this.#rooms.get(id);
    if (!room) return;
    const before = Object.fromEntries(Object.keys(change).map((key) => [key, room[key as keyof Listed]]));
    Object.assign(room, change);
    this.#changed();
    try {
      await send();
    } catch (error) {
      Object.assign(room, before);
      this.#changed();
      throw error;
    }
  }

  /** Everything in a room counts as read. Rejects with ApiError. */
  async readAll(room: number): Promise<void> {
    const seq = this.realtime.cursors.get(`room:${room}`)?.seq ?? this.#rooms.get(room)?.head ?? 0;
    this.moved(await this.realtime.command<Mark>({ type: "room.read", room, seq }));
  }

  /** A room as an answer of the API or an event showed it. */
  put(room: RoomSummary): void {
    if (room.role === null) this.#left(room.id);
    else this.#joined(room);
  }

  /** The read marker stands anew, here or in another tab. */
  moved(mark: Mark): void {
    const room = this.#rooms.get(mark.room);
    if (!room) return;
    room.counter.rebase(mark);
    room.mentioned.rebase({ ...mark, unread: mark.mentions });
    room.read_seq = room.counter.readSeq;
    this.#changed();
  }

  /** Fetch the list anew, until it is there: a cursor was void. */
  readonly refetch = insistently(() => this.#fetch());

  async #fetch(): Promise<void> {
    const { rooms } = await api<{ rooms: RoomSummary[] }>("GET", "/rooms?scope=mine");
    const gone = new Set(this.#rooms.keys());
    for (const room of rooms) {
      gone.delete(room.id);
      this.#list(room);
    }
    for (const id of gone) this.#rooms.delete(id);
    this.#changed();
  }

  #list(room: RoomSummary): void {
    const [counter, mentioned] = bases(room).map((base) => new Unread(base)) as [Unread, Unread];
    this.#rooms.set(room.id, { ...room, counter, mentioned });
    if (this.#followed.has(room.id)) return;
    this.#followed.add(room.id);
    this.realtime.follow(
      `room:${room.id}`,
      { epoch: room.epoch, seq: room.head },
      {
        reset: () => void this.refetch(),
        dropped: () => this.#dropped(room.id),
        subscribed: (standing) => this.presence.subscribed(standing),
      },
    );
  }

  #joined(room: RoomSummary): void {
    const known = this.#rooms.get(room.id);
    if (known) {
      const [base, mentions] = bases(room);
      known.counter.rebase(base);
      known.mentioned.rebase(mentions);
      Object.assign(known, room);
    } else this.#list(room);
    this.#changed();
  }

  #dropped(room: number): void {
    this.#followed.delete(room);
    this.#left(room);
  }

  #left(room: number): void {
    const known = this.#rooms.get(room);
    if (!known) return;
    this.#rooms.delete(room);
    this.#changed();
  }

  #updated({ room, abilities }: Events["room.updated"]): void {
    const known = this.#rooms.get(room.id);
    if (!known) return;
    Object.assign(known, room, { abilities: mine(abilities, known) });
    this.#changed();
  }

  #counted({ stream, members }: { stream: string; members: number }): void {
    const known = this.#rooms.get(Number(stream.split(":")[1]));
    if (known) known.members = members;
  }

  /** Somebody's name or status changed: it is shown where a conversation is named after them. */
  #known({ user }: Member): void {
    for (const room of this.#rooms.values()) {
      const at = room.people.findIndex(({ id }) => id === user.id);
      if (at >= 0) room.people = room.people.with(at, user);
    }
    this.#changed();
  }

  #message(message: Message): void {
    const room = this.#rooms.get(message.room);
    if (!room || message.thread !== null) return; // replies have counts of their own
    const fact = {
      id: message.id,
      created: message.created_seq,
      seq: message.seq,
      own: message.author === this.me.username,
      deleted: message.deleted_at !== null,
    };
    room.counter.saw(fact);
    if (message.everyone !== "" || message.mentions.includes(this.me.username)) room.mentioned.saw(fact);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** What the two counters start from. */
function bases(room: RoomSummary) {
  const { read_seq, head } = room;
  return [
    { read_seq, unread: room.unread, at: head },
    { read_seq, unread: room.mentions, at: head },
  ] as const;
}
