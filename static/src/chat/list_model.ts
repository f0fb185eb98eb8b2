/** What a `<message-list>` shows: the messages of a room, or the replies of a thread. */
import type { Person, RoomSummary } from "../wire.ts";
import type { NewMark } from "./new_mark.ts";
import type { Row } from "./rows.ts";
import type { Timeline } from "./timeline.ts";

export interface ListModel {
  readonly timeline: Timeline;
  readonly mark: NewMark;
  readonly room: RoomSummary;
  readonly me: Person;
  /** the root's id; null for the room's own messages */
  readonly thread: number | null;
  readonly rows: readonly Row[];
  /** how far one has read, by created_seq */
  readonly readSeq: number;
  readonly unread: number;
  person(username: string): Person;
  /** Everything up to a message's created_seq has been read. */
  read(seq: number): Promise<void>;
  retry(client_id: string): void;
  discard(client_id: string): void;
  watch(watcher: () => void): () => void;
}
