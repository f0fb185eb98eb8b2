/** What threads need of the page beside the document: what one keeps, and who is in the room. Made once, when needed. */
import { DeskStore } from "../desk/store.ts";
import type { DocumentContext } from "../document/context.ts";
import { members as fetchMembers } from "../rooms/api.ts";
import { MembersStore } from "../rooms/members_store.ts";
import type { Member } from "../wire.ts";

export class Around {
  #desk: DeskStore | undefined;
  #members: Promise<Member[]> | undefined;
  #stores = new Map<number, MembersStore>();

  constructor(private readonly context: DocumentContext) {}

  get desk(): DeskStore {
    const { me, realtime } = this.context.shell;
    this.#desk ??= new DeskStore(me, realtime);
    return this.#desk;
  }

  /** Who is proposed after an @ in a place: the people of the document's room, as far as one may know them. */
  async members(place: number): Promise<MembersStore> {
    this.#members ??= fetchMembers(this.context.info.room).then(
      ({ members }) => members,
      () => [], // the document is one's own to see, but not its room
    );
    const people = await this.#members;
    const { me, realtime, rooms } = this.context.shell;
    const known = this.#stores.get(place);
    if (known) return known;
    const made = new MembersStore(place, people, me.username, realtime, rooms.presence);
    this.#stores.set(place, made);
    return made;
  }
}
