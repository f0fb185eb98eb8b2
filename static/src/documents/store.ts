/** The documents of one room, right in every tab: what the server said, what it has told since, and what was just
 * done here and is not answered yet. */

import { atLeast, type Right } from "../document/right.ts";
import type { Realtime } from "../realtime/client.ts";
import type { DocumentInfo, DocumentList, RoomSummary } from "../wire.ts";
import * as calls from "./api.ts";
import { inTree, type Known, known, withDocument, withFavourite, without } from "./listing.ts";
import { moved } from "./moves.ts";
import { type Move, type Sort, Tree } from "./tree.ts";

/** Some changes at once are looked at together, milliseconds. */
const PAUSE = 250;

export class DocumentsStore {
  #known: Known;
  /** moves under way: where the pages are shown meanwhile */
  #moving = new Map<number, { document: DocumentInfo; count: number }>();
  #watchers = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** what is heard while an answer is on its way is newer than the answer */
  #heard = 0;
  /** the last thing that went wrong in fetching; null when what is shown is true */
  fault: unknown = null;

  constructor(
    readonly room: RoomSummary,
    listing: DocumentList,
    realtime: Realtime,
  ) {
    this.#known = known(listing);
    const changed = (event: { document: DocumentInfo }) => this.#put(event.document);
    realtime.on("document.created", changed);
    realtime.on("document.updated", changed);
    realtime.on("document.removed", ({ id, why }) => this.#removed(id, why === "restricted"));
    realtime.follow(
      `room:${room.id}`,
      { epoch: room.epoch, seq: room.head },
      { reset: () => void this.refetch() },
    );
    realtime.on("document.kept", ({ document, favourite }) => this.#favourite(document, favourite));
    // What one had open changes without an event.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.#soon();
    });
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get(id: number): DocumentInfo | undefined {
    return this.#moving.get(id)?.document ?? this.#known.documents.get(id);
  }

  tree(sort: Sort = "own"): Tree<DocumentInfo> {
    return new Tree(
      inTree(this.#known.documents).map((one) => this.get(one.id) ?? one),
      sort,
    );
  }

  templates(): DocumentInfo[] {
    const found = [...this.#known.documents.values()].filter(({ template }) => template);
    return found.sort((a, b) => a.title.localeCompare(b.title));
  }

  favourites(): DocumentInfo[] {
    return [...this.#known.favourites].flatMap((id) => this.get(id) ?? []);
  }

  recent(most: number): DocumentInfo[] {
    return this.#known.recent.flatMap((id) => this.get(id) ?? []).slice(0, most);
  }

  isFavourite(id: number): boolean {
    return this.#known.favourites.has(id);
  }

  /** What one may do with it. Of a document heard of since, what the room gives, until the next fetch. */
  right(id: number): Right {
    return this.#known.rights.get(id) ?? (this.room.abilities.send ? "edit" : "read");
  }

  may(id: number, needed: Right): boolean {
    return atLeast(this.right(id), needed);
  }

  async refetch(): Promise<void> {
    const heard = this.#heard;
    try {
      const listing = await calls.listDocuments(this.room.id);
      this.fault = null;
      if (heard !== this.#heard) return this.#soon();
      this.#known = known(listing);
    } catch (error) {
      this.fault = error;
    }
    this.#tell();
  }

  /** Shown at once; taken back when the server refuses. */
  async move(move: Move): Promise<void> {
    const shown = moved(this.tree(), move);
    if (!shown) return;
    const count = (this.#moving.get(move.id)?.count ?? 0) + 1;
    this.#moving.set(move.id, { document: shown, count });
    this.#tell();
    try {
      this.#put(await calls.moveDocument(move));
    } finally {
      if (this.#moving.get(move.id)?.count === count) this.#moving.delete(move.id);
      this.#tell();
    }
  }

  async change(id: number, change: calls.DocumentChange): Promise<void> {
    this.#put(await calls.changeDocument(id, change));
  }

  async favour(id: number, on: boolean): Promise<void> {
    const before = this.#known.favourites.has(id);
    this.#favourite(id, on);
    try {
      await calls.setFavourite(id, on);
    } catch (error) {
      this.#favourite(id, before);
      throw error;
    }
  }

  async duplicate(id: number): Promise<DocumentInfo> {
    const made = await calls.duplicateDocument(id);
    this.#put(made);
    return made;
  }

  async trash(id: number): Promise<void> {
    await calls.trashDocument(id);
    this.#gone(id);
  }

  async restore(id: number): Promise<void> {
    await calls.restoreDocument(id);
    await this.refetch();
  }

  #put(document: DocumentInfo): void {
    if (document.room !== this.room.id && !this.#known.documents.has(document.id)) return;
    this.#heard++;
    const before = this.#known.documents.get(document.id);
    this.#known = withDocument(this.#known, this.room.id, document);
    // Whose right it is not known, or may be another now.
    if (!this.#known.rights.has(document.id) || before?.restricted !== document.restricted) this.#soon();
    this.#tell();
  }

  /** What is hidden from most people may still be this one's to see, or be so now: the server knows. */
  #removed(id: number, restricted: boolean): void {
    if (restricted) this.#soon();
    else if (this.#known.documents.has(id)) this.#gone(id);
  }

  #gone(id: number): void {
    this.#heard++;
    this.#known = without(this.#known, id);
    this.#tell();
  }

  #favourite(id: number, on: boolean): void {
    this.#heard++;
    this.#known = withFavourite(this.#known, id, on);
    this.#tell();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refetch(), PAUSE);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
