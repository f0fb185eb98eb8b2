/** The inbox of this page: its state, kept true by the line, and what a person can do with it. One per page. */
import { api, csrfToken } from "../api.ts";
import type { Notification } from "../wire.ts";
import {
  applyEvent,
  covers,
  freshPage,
  type InboxEvent,
  type InboxPage,
  type InboxState,
  markedHere,
  NOTHING_KNOWN,
  nextBefore,
  olderPage,
} from "./inbox_state.ts";
import { Line } from "./line.ts";

const PAGE = 30;
/** Wait before the number is asked for again (ms): a burst of changes asks once. */
const SETTLE = 250;
const TRIES = 3;

export class Inbox {
  state: InboxState = NOTHING_KNOWN;
  live = false;
  /** Until the first page is here the number is what the page was rendered with. */
  loaded = false;
  #watchers = new Set<() => void>();
  #newcomers = new Set<(notification: Notification) => void>();
  /** Events that came while a page was on its way. */
  #meanwhile: InboxEvent[] | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #refreshing: Promise<InboxPage | null> | null = null;
  readonly #line: Line;

  constructor(userId: number, unread: number) {
    this.state = { ...NOTHING_KNOWN, unread };
    this.#line = new Line(
      userId,
      {
        event: (event) => this.#event(event),
        page: (page) => this.#page(page),
        live: (live) => this.#lineIs(live),
      },
      fetchPage,
    );
  }

  /** Fetches the first page and joins the line. */
  async start(): Promise<void> {
    const page = await this.#refresh();
    this.#line.start(page?.last_event_id ?? "");
  }

  /** The page's other connection is live again. */
  serverIsBack(): void {
    this.#line.serverIsBack();
  }

  /** Called at every change; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    watcher();
    return () => this.#watchers.delete(watcher);
  }

  /** Called with each unread notification that arrives while this page is open. */
  onNew(listener: (notification: Notification) => void): void {
    this.#newcomers.add(listener);
  }

  /** Shown as read at once. Rejects with ApiError, and shows the truth again, when the server did not do it. */
  async markRead(id: number): Promise<void> {
    this.#set(markedHere(this.state, [id]));
    try {
      await api("POST", `/notifications/${id}/read`);
    } catch (error) {
      this.#askAgain();
      throw error;
    }
  }

  /** The same for a click that leaves the page: the request outlives it. */
  markReadOnTheWay(id: number): void {
    this.#set(markedHere(this.state, [id]));
    void fetch(`/api/v1/notifications/${id}/read`, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRFToken": csrfToken() },
    }).catch(() => undefined);
  }

  async markAllRead(): Promise<void> {
    await api("POST", "/notifications/read_all");
    await this.#refreshing; // one that began before may not know of it
    await this.#refresh();
  }

  /** Loads the next older page of a list; does nothing at its end. Rejects with ApiError. */
  async older(unreadOnly: boolean): Promise<void> {
    const before = nextBefore(this.state, unreadOnly);
    if (before === null) return;
    const page = await fetchPage(`&before=${before}${unreadOnly ? "&unread=true" : ""}`);
    this.#set(olderPage(this.state, page, unreadOnly));
  }

  #event(event: InboxEvent): void {
    if (this.#meanwhile) this.#meanwhile.push(event);
    if (!this.loaded) return;
    const isNews = event.type === "notification.created" && !this.state.known.has(event.notification.id);
    const next = applyEvent(this.state, event);
    if (next === this.state) return;
    this.#set(next);
    if (isNews) this.#announce(event.notification);
    if (next.stale) this.#askAgain();
  }

  #page(page: InboxPage): void {
    const newest = Math.max(0, ...this.state.known.keys());
    const news = this.loaded ? page.notifications.filter((item) => item.id > newest) : [];
    this.loaded = true;
    this.#set(freshPage(this.state, page));
    for (const notification of news.reverse()) this.#announce(notification);
  }

  #announce(notification: Notification): void {
    if (notification.read) return;
    for (const listener of this.#newcomers) listener(notification);
  }

  #askAgain(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#refresh(), SETTLE * (1 + Math.random()));
  }

  #lineIs(live: boolean): void {
    this.live = live;
    this.#changed();
    if (live && (!this.loaded || this.state.stale)) this.#askAgain();
  }

  #refresh(): Promise<InboxPage | null> {
    this.#refreshing ??= this.#fetchFresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Fetches until a page knows all that happened meanwhile; null when the server cannot be reached. */
  async #fetchFresh(): Promise<InboxPage | null> {
    const missed: InboxEvent[] = [];
    this.#meanwhile = missed;
    let page: InboxPage | null = null;
    let covered = false;
    try {
      for (let tries = 0; tries < TRIES && !covered; tries++) {
        page = await fetchPage();
        covered = covers(page, missed);
      }
    } catch {
      // The line says that it is down, and asks again when it is back.
    }
    this.#meanwhile = null;
    if (page) this.#page(page);
    for (const event of missed) this.#event(event);
    if (page && !covered) this.#askAgain();
    return page;
  }

  #set(state: InboxState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

function fetchPage(query = ""): Promise<InboxPage> {
  return api<InboxPage>("GET", `/notifications?limit=${PAGE}${query}`);
}
