/** Who is in the room and who of them is here now. */

import type { Here, Presence } from "../people/presence.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Member, Person } from "../wire.ts";
import { members as fetchMembers } from "./api.ts";

/** Without the socket nobody tells who comes and goes: ask this often, milliseconds. */
const ASK_EVERY = 30_000;
const RANK = { owner: 0, admin: 1, member: 2, guest: 3 };
const PLACE: Record<Here, number> = { online: 0, idle: 10, offline: 20 };

export class MembersStore {
  #members = new Map<string, Member>();
  #count: number | null = null;
  #watchers = new Set<() => void>();
  #listeners = new Set<() => void>();
  #asking: ReturnType<typeof setInterval> | undefined;
  /** What was told while all were asked for, so that an answer from before does not undo it. */
  #meanwhile: Map<string, Member | null> | null = null;

  constructor(
    readonly room: number,
    members: Member[],
    readonly me: string,
    realtime: Realtime,
    private readonly presence: Presence,
    /** Whether `members` are all; else they are asked for now. */
    private whole = true,
    private readonly know: (people: Person[]) => void = () => {},
  ) {
    for (const member of members) this.#members.set(member.user.username, member);
    const stream = `room:${room}`;
    const mine = (event: { stream: string }) => event.stream === stream;
    realtime.follow(stream, realtime.cursors.get(stream), {
      subscribed: (standing) => {
        this.#count = null;
        presence.subscribed(standing);
      },
      reset: () => void this.#refetch(),
    });
    presence.watch(() => this.#changed());
    realtime.on("presence.count", (event) => mine(event) && this.#counted(event.online));
    realtime.on("member.updated", (event) => mine(event) && this.#put(event.member));
    realtime.on("member.removed", (event) => mine(event) && this.#removed(event.username));
    realtime.on("room.updated", (event) => mine(event) && this.#tell());
    realtime.watch(({ kind }) => this.#askWhile(kind === "polling"));
    if (!whole) void this.#refetch();
  }

  /** Whether all members are known by now. */
  get complete(): boolean {
    return this.whole;
  }

  /** Called when something about the room or its members was changed by somebody; returns the way to stop. */
  heard(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get(username: string): Member | undefined {
    return this.#members.get(username);
  }

  /** False when the line is down, and nobody here can know who is there. */
  get known(): boolean {
    return this.presence.known;
  }

  /** Whether they are here now. */
  here(username: string): Here {
    return this.presence.of(username);
  }

  /** Those who are here first, then who is idle; then by role, then by name. */
  list(): Member[] {
    const rank = (member: Member) => PLACE[this.here(member.user.username)] + RANK[member.role];
    return [...this.#members.values()].sort(
      (a, b) => rank(a) - rank(b) || a.user.name.localeCompare(b.user.name) || a.user.id - b.user.id,
    );
  }

  get online(): Member[] {
    return this.list().filter((member) => this.here(member.user.username) !== "offline");
  }

  /** How many are here; in large rooms the server counts, and only some are named. */
  get onlineCount(): number {
    return this.#count ?? this.online.length;
  }

  readonly #refetch = insistently(() => this.#fetch());

  async #fetch(): Promise<void> {
    const meanwhile = new Map<string, Member | null>();
    this.#meanwhile = meanwhile;
    const answer = await fetchMembers(this.room);
    this.#meanwhile = null;
    this.#members = new Map(answer.members.map((member) => [member.user.username, member]));
    for (const [username, member] of meanwhile) {
      if (member) this.#members.set(username, member);
      else this.#members.delete(username);
    }
    this.know([...this.#members.values()].map(({ user }) => user));
    this.whole = true;
    this.#count = null;
    this.presence.told(this.#members.keys(), answer.online);
  }

  #askWhile(polling: boolean): void {
    this.#changed(); // known or not
    if (polling === (this.#asking !== undefined)) return;
    clearInterval(this.#asking);
    this.#asking = undefined;
    if (!polling) return;
    const ask = () => void this.#refetch();
    this.#asking = setInterval(ask, ASK_EVERY);
    ask();
  }

  #counted(online: number): void {
    this.#count = online;
    this.#changed();
  }

  #put(member: Member): void {
    this.#members.set(member.user.username, member);
    this.#meanwhile?.set(member.user.username, member);
    this.#changed();
    this.#tell();
  }

  #removed(username: string): void {
    this.#members.delete(username);
    this.#meanwhile?.set(username, null);
    this.#changed();
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
