/** What the editor knows of the place it stands in. */
import { members } from "../rooms/api.ts";
import type { Shell } from "../shell/start.ts";
import type { Person, RoomSummary } from "../wire.ts";

export interface Surroundings {
  /** the document's number */
  readonly document: number;
  readonly room: RoomSummary;
  /** one's rooms */
  rooms(): RoomSummary[];
  /** the room's members, as far as they are known by now */
  members(): Person[];
}

/** The members are asked for when somebody is about to be mentioned, not before. */
export function surroundingsOf(document: number, room: RoomSummary, shell: Shell): Surroundings {
  let known: Person[] = [];
  let asked = false;
  return {
    document,
    room,
    rooms: () => shell.rooms.list(),
    members: () => {
      if (!asked) {
        asked = true;
        members(room.id).then(
          (list) => {
            known = list.members.map(({ user }) => user);
          },
          () => {
            asked = false;
          },
        );
      }
      return known;
    },
  };
}
