/** The rooms one is in, with unread counts that are right in every tab: each tab follows all of them. */
import { api } from "../api.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Events } from "../realtime/protocol.ts";
import { Unread } from "../realtime/unread.ts";
import type { Message, Person, RoomSummary } from "../wire.ts";

export interface Listed extends RoomSummary {
  /** kept up to date; the summary's own `unread` is the count of one moment */
  counter: Unread;
}

export class RoomsStore {
  #rooms = new Map<number, Listed>();
  #followed = new Set<number>();
  #watchers = new Set<() => void>();

  constructor(
    rooms: RoomSummary[],
    readonly me: Person,
    private readonly realtime: Realtime,
  ) {
    for (const room of rooms) this.#list(room);
    realtime.follow(`inbox:${me.id}`, null, { reset: () => void this.refetch() });
    realtime.on("message.created", (event) => this.#message(event.message));
    realtime.on("message.updated", (event) => this.#message(event.message));
    realtime.on("message.deleted", (event) => this.#message(event.message));
    realtime.on("read.moved", (event) => this.moved(event));
    realtime.on("room.joined", ({ room }) => this.#joined(room));
    realtime.on("room.left", ({ room }) => this.#left(room));
    realtime.on("room.updated", (event) => this.#updated(event));
    realtime.on("member.updated", (event) => this.#counted(event));
    realtime.on("member.removed", (event) => this.#counted(event));
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get(room: number): Listed | undefined {
    return this.#rooms.get(room);
  }

  /** Those in use by name, archived ones after them. */
  list(): Listed[] {
    return [...this.#rooms.values()].sort(
      (a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name) || a.id - b.id,
    );
  }

  unread(room: number): number {
    return this.#rooms.get(room)?.counter.count ?? 0;
  }

  get totalUnread(): number {
    return this.list().reduce((sum, room) => sum + (room.archived ? 0 : room.counter.count), 0);
  }

  /** A room as an answer of the API or an event showed it. */
  put(room: RoomSummary): void {
    if (room.role === null) this.#left(room.id);
    else this.#joined(room);
  }

  /** The read marker stands anew, here or in another tab. */
  moved(mark: { room: number; read_seq: number; unread: number; at: number }): void {
    const room = this.#rooms.get(mark.room);
    if (!room) return;
    room.counter.rebase(mark);
    room.read_seq = Math.max(room.read_seq, mark.read_seq);
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
    const base = { read_seq: room.read_seq, unread: room.unread, at: room.head };
    this.#rooms.set(room.id, { ...room, counter: new Unread(base) });
    if (this.#followed.has(room.id)) return;
    this.#followed.add(room.id);
    this.realtime.follow(
      `room:${room.id}`,
      { epoch: room.epoch, seq: room.head },
      { reset: () => void this.refetch(), dropped: () => this.#dropped(room.id) },
    );
  }

  #joined(room: RoomSummary): void {
    const known = this.#rooms.get(room.id);
    if (known) {
      known.counter.rebase({ read_seq: room.read_seq, unread: room.unread, at: room.head });
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
    Object.assign(known, room, { abilities: abilities[known.role ?? "none"] });
    this.#changed();
  }

  #counted({ stream, members }: { stream: string; members: number }): void {
    const known = this.#rooms.get(Number(stream.split(":")[1]));
    if (known) known.members = members;
  }

  #message(message: Message): void {
    const room = this.#rooms.get(message.room);
    if (!room) return;
    room.counter.saw({
      id: message.id,
      created: message.created_seq,
      seq: message.seq,
      own: message.author === this.me.username,
      deleted: message.deleted_at !== null,
    });
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
