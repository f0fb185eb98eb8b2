/** The inbox of this page: its state, kept true by the line, and what a person can do with it. One per page. */
import { api } from "../api.ts";
import type { Changed, EntryChange, EntryState, Notification } from "../wire.ts";
import { type Filter, filterKey } from "./filters.ts";
import {
  fetchGroups,
  fetchMembers,
  fetchNewest,
  MOST,
  PAGE,
  postAcknowledge,
  postChange,
  postSeenAll,
  postStates,
  type Target,
} from "./inbox_api.ts";
import { nextBefore } from "./inbox_shown.ts";
import {
  acknowledgedHere,
  applyEvent,
  changedHere,
  covers,
  doubted,
  folded,
  freshList,
  freshPage,
  groupsChangedHere,
  type InboxEvent,
  type InboxPage,
  type InboxState,
  membersPage,
  NOTHING_KNOWN,
  olderList,
  resetPage,
  restoredHere,
  seenHere,
} from "./inbox_state.ts";
import { Line } from "./line.ts";
import { LookedAt } from "./lists.ts";
import { News } from "./news.ts";

/** Wait before something is asked for again (ms): a burst of changes asks once. */
const SETTLE = 250;
/** And when that failed, or too much happened meanwhile. */
const LATER = 4_000;
const TRIES = 3;

export class Inbox {
  state: InboxState = NOTHING_KNOWN;
  live = false;
  /** Until the first page is here the numbers are what the page was rendered with. */
  loaded = false;
  readonly line: Line;
  readonly #lists: LookedAt;
  readonly #news = new News();
  #watchers = new Set<() => void>();
  #listeners = new Set<(event: InboxEvent) => void>();
  #resets = new Set<() => void>();
  /** Events that came before the first page did. */
  #early: InboxEvent[] = [];
  #again: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<void> | null = null;

  constructor(userId: number, counts: { unread: number; unseen?: number }) {
    this.state = { ...NOTHING_KNOWN, unread: counts.unread, unseen: counts.unseen ?? 0 };
    this.#lists = new LookedAt(
      () => this.state,
      (filter, limit) => this.#fetchTop(filter, limit),
      () => this.#changed(),
    );
    this.line = new Line(
      userId,
      {
        event: (event) => this.#event(event),
        page: (page) => this.#reset(page),
        live: (live) => this.#lineIs(live),
      },
      fetchNewest,
    );
  }

  /** Fetches the first page and joins the line. */
  async start(): Promise<void> {
    const page = await fetchNewest().catch(() => null); // the line asks again when it is there
    if (page) this.#reset(page);
    this.line.start(page?.last_event_id ?? "");
  }

  /** The page's other connection is live again. */
  serverIsBack(): void {
    this.line.serverIsBack();
  }

  /** Called now and at every change; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    watcher();
    return () => this.#watchers.delete(watcher);
  }

  /** Called with each unread notification that arrives while this page is open; `back`: it was snoozed. */
  onNew(listener: (notification: Notification, back: boolean) => void): void {
    this.#news.listen(listener);
  }

  /** Called with every event of the line once, after it was applied. */
  onEvent(listener: (event: InboxEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** Called when everything was fetched anew because the events in between are lost. */
  onReset(listener: () => void): void {
    this.#resets.add(listener);
  }

  // -- lists ----------------------------------------------------------------------------------------------------

  /** Keep a list loaded and true from now on; returns the way to stop. */
  look(filter: Filter, limit = PAGE): () => void {
    return this.#lists.add(filter, limit);
  }

  /** Why a list is not there; null when nothing is wrong. */
  failure(filter: Filter): unknown {
    return this.#lists.failure(filter);
  }

  retry(filter: Filter): Promise<void> {
    return this.#lists.renew(filterKey(filter));
  }

  /** Loads the next older page of a list; does nothing at its end. Rejects with ApiError. */
  async older(filter: Filter): Promise<void> {
    const before = nextBefore(this.state, filter);
    if (before === null) return;
    const page = await this.#covering(() => fetchGroups(filter, PAGE, before));
    if (page && nextBefore(this.state, filter) === before) this.#set(olderList(this.state, filter, page));
  }

  /** Shows the members of a group. Rejects with ApiError. */
  async unfold(filter: Filter, group: string): Promise<void> {
    const page = await this.#covering(() => fetchMembers(filter, group, PAGE, null));
    if (page) this.#set(membersPage(this.state, filter, group, page));
  }

  /** Shows more of the members of an unfolded group. */
  async olderMembers(filter: Filter, group: string): Promise<void> {
    const before = this.state.lists.get(filterKey(filter))?.groups.get(group)?.open?.floor;
    if (!before) return;
    const page = await this.#covering(() => fetchMembers(filter, group, PAGE, before));
    if (page) this.#set(membersPage(this.state, filter, group, page));
  }

  fold(filter: Filter, group: string): void {
    this.#set(folded(this.state, filter, group));
  }

  // -- acts -----------------------------------------------------------------------------------------------------

  /** Shown at once. Rejects with ApiError, and shows the truth again, when the server did not do it. */
  async act(target: Target, change: EntryChange): Promise<Changed> {
    const before = this.state;
    this.#set(shownAtOnce(before, target, change));
    try {
      const done = await inPortions(target, change);
      if (!this.live) this.#doubt();
      return done;
    } catch (error) {
      const touched = [...before.known.values()].filter((item) => this.state.known.get(item.id) !== item);
      this.#set(restoredHere(this.state, touched));
      this.#doubt();
      throw error;
    }
  }

  /** Puts notifications back to how they stood. Rejects with ApiError. */
  async undo(states: readonly EntryState[]): Promise<void> {
    this.#set(restoredHere(this.state, states));
    try {
      await postStates(states);
    } finally {
      if (!this.live) this.#doubt();
    }
  }

  async markRead(id: number): Promise<void> {
    await this.act({ ids: [id] }, { read: true });
  }

  /** The same for a click that leaves the page: the request outlives it. */
  markReadOnTheWay(id: number): void {
    void this.markRead(id).catch(() => undefined);
  }

  /** Everything, however much it is; it cannot be undone. Rejects with ApiError. */
  async markAllRead(): Promise<void> {
    await api("POST", "/notifications/read_all");
    if (!this.live) this.#doubt();
  }

  /** Everything was on the screen. */
  seeAll(): void {
    if (this.state.unseen === 0) return;
    this.#set(seenHere(this.state));
    postSeenAll().catch(() => this.#doubt());
  }

  /** Says that one has taken note. Rejects with ApiError. */
  async acknowledge(id: number): Promise<void> {
    await postAcknowledge(id);
    this.#set(acknowledgedHere(this.state, id));
    if (!this.live) this.#doubt();
  }

  // -- staying true ---------------------------------------------------------------------------------------------

  #event(event: InboxEvent): void {
    if (!this.loaded) {
      this.#early.push(event);
      return;
    }
    const before = this.state;
    const next = applyEvent(before, event);
    if (next === before) return;
    this.#set(next);
    for (const listener of this.#listeners) listener(event);
    this.#news.event(event, before, next);
  }

  /** A page of the truth when events in between may be missing. */
  #reset(page: InboxPage): void {
    const before = this.loaded ? this.state : null;
    this.loaded = true;
    this.#set(resetPage(this.state, page));
    this.#news.page(page.notifications, before);
    for (const event of this.#early.splice(0)) this.#event(event);
    if (before) for (const listener of this.#resets) listener();
  }

  #lineIs(live: boolean): void {
    this.live = live;
    this.#changed();
    if (live && (!this.loaded || this.state.stale || this.#lists.wanting)) this.#askAgain(SETTLE);
  }

  #doubt(): void {
    this.#set(doubted(this.state));
  }

  #askAgain(wait: number): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(
      () => {
        this.#again = undefined;
        void this.#refresh();
      },
      wait * (1 + Math.random()),
    );
  }

  /** Fetches what is stale: a list brings the numbers with it. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#fetchStale().finally(() => {
      this.#refreshing = null;
      if (this.loaded && (this.state.stale || this.#lists.wanting)) this.#askAgain(LATER);
    });
    return this.#refreshing;
  }

  async #fetchStale(): Promise<void> {
    if (!this.loaded) {
      const first = await fetchNewest().catch(() => null);
      if (first) this.#reset(first);
      return;
    }
    await this.#lists.renewAll();
    if (!this.state.stale) return;
    const page = await this.#covering(fetchNewest).catch(() => null);
    if (page) this.#set(freshPage(this.state, page));
  }

  async #fetchTop(filter: Filter, least: number): Promise<void> {
    const loaded = this.state.lists.get(filterKey(filter))?.groups.size ?? 0;
    const limit = Math.min(MOST, Math.max(least, loaded));
    const page = await this.#covering(() => fetchGroups(filter, limit, null));
    if (page) this.#set(freshList(this.state, filter, page));
  }

  /** An answer that knows everything that happened while it was on its way; null when it keeps happening. */
  async #covering<P extends Pick<InboxPage, "streams">>(ask: () => Promise<P>): Promise<P | null> {
    for (let tries = 0; tries < TRIES; tries++) {
      const page = await ask();
      if (covers(this.state, page)) return page;
    }
    return null;
  }

  #set(state: InboxState): void {
    this.state = state;
    this.#changed();
    if (this.loaded && !this.#again && !this.#refreshing && (state.stale || this.#lists.wanting))
      this.#askAgain(SETTLE);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/** The server takes so many at once. */
async function inPortions(target: Target, change: EntryChange): Promise<Changed> {
  const [first, rest] = portion(target);
  const done = await postChange(first, change);
  if (!rest) return done;
  const others = await inPortions(rest, change);
  return {
    ...others,
    before: [...done.before, ...others.before],
    more: done.more === true || others.more === true,
  };
}

function portion(target: Target): [Target, Target | null] {
  if ("ids" in target && target.ids.length > MOST)
    return [{ ids: target.ids.slice(0, MOST) }, { ids: target.ids.slice(MOST) }];
  if ("groups" in target && target.groups.length > MOST) {
    const { groups, filter } = target;
    return [
      { groups: groups.slice(0, MOST), filter },
      { groups: groups.slice(MOST), filter },
    ];
  }
  return [target, null];
}

function shownAtOnce(state: InboxState, target: Target, change: EntryChange): InboxState {
  if ("ids" in target) return changedHere(state, target.ids, change);
  const list = state.lists.get(filterKey(target.filter));
  const groups = "groups" in target ? target.groups : [...(list?.groups.keys() ?? [])];
  return groupsChangedHere(state, target.filter, groups, change);
}
