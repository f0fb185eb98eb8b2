/** What the parts around a room's log need to know of its page. */
import type { Person, RoomSummary } from "../wire.ts";

export interface RoomView {
  readonly room: RoomSummary;
  readonly me: Person;
  watch(watcher: () => void): () => void;
}
