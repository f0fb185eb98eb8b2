/** What is loaded of a long row of messages: pages on demand in both directions, live ones as they come, memory bounded. */
import { insistently } from "../realtime/insist.ts";
import type { Message, Person } from "../wire.ts";
import { History } from "./history.ts";
import { coverOf, END, type PageEnds, type Stretch } from "./stretches.ts";

export interface Page extends PageEnds {
  messages: Message[];
  people: Record<string, Person>;
}

/** Which page is asked for; nothing: the newest. */
export interface Asked {
  /** created_seq: those before it */
  before?: number;
  /** created_seq: those after it */
  after?: number;
  /** a message's id: it and its neighbours */
  around?: number;
}

export interface Source {
  page(asked: Asked): Promise<Page>;
  /** whether a message that came by is one of these */
  belongs(message: Message): boolean;
  /** something is different */
  changed(): void;
}

/** Beyond so many messages those far from where one reads are forgotten, down to KEPT on each side. */
const MOST = 1_600;
const KEPT = 500;
/** Live messages kept beside the history: they may come while the page they belong to is on its way. */
const RECENT = 400;

export type Loading = "older" | "newer" | "there" | null;

export class Timeline {
  readonly history = new History();
  loading: Loading = null;
  /** why a page could not be loaded, in words */
  fault: string | null = null;
  /** where one reads, by created_seq: what lies far from it may be forgotten */
  centre = END;
  /** a place in the piece that is shown */
  #at = END;
  #again: () => Promise<void> = async () => {};
  #running: Promise<void> = Promise.resolve();
  #recent = new Map<number, Message>();

  constructor(private readonly source: Source) {}

  /** The piece that is shown; null before the first page is there. */
  get piece(): Stretch | null {
    return this.history.piece(this.#at);
  }

  get messages(): readonly Message[] {
    const { piece } = this;
    return piece ? this.history.in(piece) : [];
  }

  /** Whether what is shown ends with the newest. */
  get live(): boolean {
    return this.piece?.to === END;
  }

  /** Whether there are older ones to load. */
  get more(): boolean {
    const { piece } = this;
    return piece !== null && piece.from > 0;
  }

  /** Others' messages after `seq` that are known, loaded in their place or not. */
  countAfter(seq: number, me: string): number {
    const fresh = (one: Message) => one.created_seq > seq && one.author !== me && one.deleted_at === null;
    const all = this.live ? this.messages : [...this.#recent.values()];
    let count = 0;
    for (let at = all.length - 1; at >= 0 && (all[at] as Message).created_seq > seq; at -= 1)
      if (fresh(all[at] as Message)) count += 1;
    return count;
  }

  /** A page that the server sent with the document. `around` true: it lies somewhere in the middle, at `at`. */
  begin(page: Page, at = END): void {
    this.history.cover(coverOf(page), page.messages);
    this.#at = at;
  }

  /** A message as an event or an answer showed it. True: nobody knew it. */
  put(message: Message): boolean {
    if (message.expired) this.history.expire(message.created_seq); // the oldest part of the room, threads and all
    if (!this.source.belongs(message)) return false;
    const fresh = !this.#recent.has(message.id) && !this.history.get(message.id);
    this.#recent.delete(message.id);
    this.#recent.set(message.id, message);
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value as number);
    this.history.put(message);
    this.#trim();
    return fresh;
  }

  older(): Promise<void> {
    const { piece } = this;
    if (!piece || piece.from === 0) return Promise.resolve();
    return this.#load("older", { before: piece.from });
  }

  newer(): Promise<void> {
    const { piece } = this;
    if (!piece || piece.to === END) return Promise.resolve();
    return this.#load("newer", { after: piece.to - 1 });
  }

  /** Show the newest, loading them when they are not here. */
  async newest(): Promise<void> {
    if (!this.history.piece(END)) await this.#load("there", {});
    if (this.history.piece(END)) this.#at = END;
    this.source.changed();
  }

  /** Show the surroundings of a message. True when it is there. */
  async around(id: number): Promise<boolean> {
    if (!this.history.get(id)) await this.#load("there", { around: id });
    const found = this.history.get(id);
    if (found) this.#at = found.created_seq;
    this.source.changed();
    return found !== undefined;
  }

  /** Show what comes right after `seq`, with something before it. */
  async after(seq: number): Promise<void> {
    if (!this.history.piece(seq)) {
      await this.#load("there", { after: seq });
      if (!this.fault) await this.#load("there", { before: seq + 1 });
    }
    if (this.history.piece(seq)) this.#at = seq;
    this.source.changed();
  }

  /** Try again what failed. */
  retry(): Promise<void> {
    return this.#again();
  }

  /** The cursor was void: nothing here can be trusted. The place where one reads is loaded afresh. */
  readonly refetch = insistently(async () => {
    const reading = this.live ? null : this.#near(this.centre);
    const page = await this.source.page(reading ? { around: reading.id } : {}).catch(async (error) => {
      if (!reading) throw error;
      return this.source.page({}); // that message is gone
    });
    this.history.clear();
    this.#recent.clear();
    this.begin(page, reading && page.newer ? reading.created_seq : END);
    this.source.changed();
  });

  /** One page at a time: going somewhere waits for what is on its way, scrolling asks again by itself. */
  async #load(what: Loading, asked: Asked): Promise<void> {
    if (this.loading && what !== "there") return;
    while (this.loading) await this.#running;
    this.#running = this.#fetch(what, asked);
    await this.#running;
  }

  async #fetch(what: Loading, asked: Asked): Promise<void> {
    this.loading = what;
    this.fault = null;
    this.source.changed();
    try {
      const page = await this.source.page(asked);
      this.history.cover(coverOf(page, asked), page.messages);
      for (const message of this.#recent.values()) this.history.put(message);
      if (what !== "there") this.#trim(); // who goes there is not there yet, and would forget it again
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error);
      this.#again = () => this.#load(what, asked);
    } finally {
      this.loading = null;
      this.source.changed();
    }
  }

  #near(seq: number): Message | undefined {
    return this.messages.find((one) => one.created_seq >= seq) ?? this.messages.at(-1);
  }

  #trim(): void {
    const { piece, history } = this;
    if (!piece || history.size <= MOST) return;
    const shown = this.messages;
    const found = shown.findIndex((one) => one.created_seq >= this.centre);
    const at = found < 0 ? shown.length : found;
    const first = shown[at - KEPT];
    const last = shown[at + KEPT];
    history.keep({ from: first?.created_seq ?? piece.from, to: last?.created_seq ?? piece.to });
    if (this.#at !== END || last) this.#at = shown[Math.min(at, shown.length - 1)]?.created_seq ?? END;
  }
}
