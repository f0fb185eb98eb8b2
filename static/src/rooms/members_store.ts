/** Who is in the room and who of them is here now. */
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { Member } from "../wire.ts";
import { members as fetchMembers } from "./api.ts";

/** Without the socket nobody tells who comes and goes: ask this often, milliseconds. */
const ASK_EVERY = 30_000;
const RANK = { owner: 0, admin: 1, member: 2 };

export class MembersStore {
  #members = new Map<string, Member>();
  #online = new Set<string>();
  #count: number | null = null;
  #watchers = new Set<() => void>();
  #asking: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly room: number,
    members: Member[],
    readonly me: string,
    private readonly realtime: Realtime,
  ) {
    for (const member of members) this.#members.set(member.user.username, member);
    const stream = `room:${room}`;
    const mine = (event: { stream: string }) => event.stream === stream;
    realtime.follow(stream, realtime.cursors.get(stream), {
      subscribed: ({ online }) => this.#here(online ?? []),
      reset: () => void this.#refetch(),
    });
    // Somebody who shares several rooms with us is announced on one of them only, so the stream says nothing here.
    realtime.on("presence", ({ user, online }) => this.#moved(user, online));
    realtime.on("presence.count", (event) => mine(event) && this.#counted(event.online));
    realtime.on("member.updated", (event) => mine(event) && this.#put(event.member));
    realtime.on("member.removed", (event) => mine(event) && this.#removed(event.username));
    realtime.watch(({ kind }) => this.#askWhile(kind === "polling"));
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
    return !["offline", "signed-out", "stopped"].includes(this.realtime.status.kind);
  }

  isOnline(username: string): boolean {
    return this.known && (username === this.me || this.#online.has(username));
  }

  /** Those who are here first, then by role, then by name. */
  list(): Member[] {
    const rank = (member: Member) => (this.isOnline(member.user.username) ? 0 : 10) + RANK[member.role];
    return [...this.#members.values()].sort(
      (a, b) => rank(a) - rank(b) || a.user.name.localeCompare(b.user.name) || a.user.id - b.user.id,
    );
  }

  get online(): Member[] {
    return this.list().filter((member) => this.isOnline(member.user.username));
  }

  /** How many are here; in large rooms the server counts, and only some are named. */
  get onlineCount(): number {
    return this.#count ?? this.online.length;
  }

  readonly #refetch = insistently(() => this.#fetch());

  async #fetch(): Promise<void> {
    const answer = await fetchMembers(this.room);
    this.#members = new Map(answer.members.map((member) => [member.user.username, member]));
    this.#here(answer.online);
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

  #here(online: string[]): void {
    this.#count = null;
    this.#online = new Set(online);
    this.#changed();
  }

  #moved(username: string, online: boolean): void {
    if (online) this.#online.add(username);
    else this.#online.delete(username);
    if (this.#members.has(username)) this.#changed();
  }

  #put(member: Member): void {
    this.#members.set(member.user.username, member);
    this.#changed();
  }

  #removed(username: string): void {
    this.#members.delete(username);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
