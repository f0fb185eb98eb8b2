/** What the page of a room's documents begins with. */
import type { DocumentList, Person, RoomSummary } from "../wire.ts";

/** The list's `<script id="boot">`. */
export interface ListBoot extends DocumentList {
  room: RoomSummary;
  people: Record<string, Person>;
}
