/** The comments on one document, live: they are threads of its room, or of the place beside it. */
import { ChatStore } from "../chat/store.ts";
import type { DocumentContext } from "../document/context.ts";
import { insistently } from "../realtime/insist.ts";
import type { CommentList, DocumentInfo, Message, RoomSummary, ThreadState } from "../wire.ts";
import { fetchComments } from "./api.ts";
import { type Comment, commentOf } from "./order.ts";

/** A change of rights is told without saying whose: everybody looks again, but not more often. Milliseconds. */
const LOOK_AGAIN = 1_500;

export class CommentsStore {
  loaded = false;
  /** the id of the place that new comments go to; null: one may not comment */
  home: number | null = null;
  #comments = new Map<number, Comment>();
  #states = new Map<number, ThreadState>();
  #places = new Map<number, ChatStore>();
  #watchers = new Set<() => void>();
  #looking: ReturnType<typeof setTimeout> | undefined;
  #edited: string;

  constructor(readonly context: DocumentContext) {
    this.#edited = context.info.updated_at;
    const { realtime } = context.shell;
    realtime.on("document.updated", ({ document }) => this.#told(document));
    realtime.on("thread.changed", ({ thread }) => {
      this.#states.set(thread.root, thread);
      this.#changed();
    });
    context.onRight(() => this.lookAgain());
    void this.refetch();
  }

  readonly refetch = insistently(async () => this.#take(await fetchComments(this.context.info.id)));

  /** Something changed that no event tells in full. */
  lookAgain(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      void this.refetch();
    }, LOOK_AGAIN);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get all(): Comment[] {
    return [...this.#comments.values()];
  }

  get open(): Comment[] {
    return this.all.filter(({ mark }) => mark.resolved_at === null);
  }

  get(id: number): Comment | undefined {
    return this.#comments.get(id);
  }

  /** The place that a comment's thread is in. */
  placeOf(comment: Comment): ChatStore | undefined {
    return this.#places.get(comment.root.room);
  }

  get places(): ChatStore[] {
    return [...this.#places.values()];
  }

  /** Whether there are replies that one has not read, in a thread that one follows. */
  unread({ root }: Comment): boolean {
    const state = this.#states.get(root.id);
    return !!state?.following && (root.replies?.last_seq ?? 0) > state.read_seq;
  }

  /** As an answer showed it. */
  put(message: Message): void {
    const comment = commentOf(message, this.context.info.id);
    const known = this.all.find(({ root }) => root.id === message.id);
    if (known && known.root.seq > message.seq) return;
    if (comment) this.#comments.set(comment.mark.id, comment);
    else if (known) {
      this.#comments.delete(known.mark.id);
      this.lookAgain(); // it may only have moved to the place beside the document
    } else return;
    this.#changed();
  }

  #take(list: CommentList): void {
    this.home = list.home;
    for (const place of list.places) this.#place(place, list);
    for (const known of this.#places.keys())
      if (!list.places.some(({ id }) => id === known)) this.#forget(known);
    const before = this.#comments;
    this.#comments = new Map();
    for (const message of list.comments) {
      const comment = commentOf(message, this.context.info.id);
      if (!comment) continue;
      const known = before.get(comment.mark.id); // an event may have been faster than this answer
      const newer = known && known.root.id === message.id && known.root.seq > message.seq;
      this.#comments.set(comment.mark.id, newer ? known : comment);
    }
    for (const state of list.states) this.#states.set(state.root, state);
    this.loaded = true;
    this.#changed();
  }

  #place(place: RoomSummary, { people }: CommentList): void {
    const known = this.#places.get(place.id);
    if (known) {
      known.learn(people);
      known.stands(place);
      return;
    }
    const { me, realtime, rooms, sender } = this.context.shell;
    const boot = { room: place, messages: [], more: false, people };
    const store = new ChatStore(boot, me, realtime, rooms, sender);
    store.hear((message) => this.put(message));
    store.onReset(() => void this.refetch());
    this.#places.set(place.id, store);
  }

  /** One may not read there any more, or nothing of this document is there: nothing of it is shown. */
  #forget(place: number): void {
    this.#places.delete(place);
  }

  /** Edits are told too; what is told without one is a change of title, of rights, of place. */
  #told(document: DocumentInfo): void {
    if (document.id !== this.context.info.id) return;
    const edited = document.updated_at !== this.#edited;
    this.#edited = document.updated_at;
    if (!edited) this.lookAgain();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
