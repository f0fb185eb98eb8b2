/** `<message-list>`: the log of a room or a thread. Draws what is in view, loads both ways, stays where one reads. */
import { plural, t } from "../i18n.ts";
import type { Realtime } from "../realtime/client.ts";
import { h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import type { Message } from "../wire.ts";
import { Announcer } from "./announcer.ts";
import type { ChatPage } from "./context.ts";
import { followLinks } from "./follow_links.ts";
import { keepFocus } from "./keep_focus.ts";
import type { ListModel } from "./list_model.ts";
import { ListTop } from "./list_top.ts";
import { MessageEditor } from "./message_editor.ts";
import { mayOf } from "./message_menu.ts";
import { MessageTools } from "./message_tools.ts";
import { Reading } from "./reading.ts";
import { RowViews } from "./row_views.ts";
import type { Row } from "./rows.ts";
import { attentive } from "./store.ts";
import { UnreadBar } from "./unread_bar.ts";
import { Viewport } from "./viewport.ts";

/** Messages are asked for when this many pixels are left in their direction. */
const AHEAD = 1_200;
/** Space left above a row that one goes to. */
const ABOVE = 24;
/** A message that was gone to is marked for so long, milliseconds. */
const MARKED = 4_000;

export interface ListOptions {
  label: string;
  /** what stands above the very first message; `shows` says what it depends on */
  beginning(): { shows: string; make: () => HTMLElement } | null;
  /** something fixed above the rows: the root of a thread */
  above?: HTMLElement;
  /** one went to the newest */
  atNewest?(): void;
  /** nothing is read by itself now */
  held?(): boolean;
  /** everything is read; without it there is no bar for what is unread */
  readAll?(): Promise<void>;
}

export class MessageList extends BaseElement {
  #model!: ListModel;
  #page!: ChatPage;
  #options!: ListOptions;
  #log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0 });
  #pill = h("button", { type: "button", class: "pill", hidden: true });
  #bar = new UnreadBar({ jump: () => void this.#toUnread(), readAll: () => void this.#readAll() });
  #viewport = new Viewport<Row>(this.#log, (rows, from, to) => this.#views.make(rows, from, to));
  #views!: RowViews;
  #top!: ListTop;
  #announcer!: Announcer;
  #tools!: MessageTools;
  #reading!: Reading;
  /** the newest message that was in view or is the reader's own; what came after it waits in the pill */
  #seen = 0;
  #unmark: ReturnType<typeof setTimeout> | undefined;

  start(model: ListModel, page: ChatPage, realtime: Realtime, options: ListOptions): void {
    this.#model = model;
    this.#page = page;
    this.#options = options;
    this.#views = new RowViews(model, page);
    this.#top = new ListTop(model, () => options.beginning());
    this.#announcer = new Announcer(model);
    this.#reading = new Reading(
      model,
      () => page.online(),
      () => options.held?.() ?? false,
    );
    this.#tools = new MessageTools(page, this, this.#log);
    this.#log.setAttribute("aria-label", options.label);
    this.#log.append(this.#top.element, ...(options.above ? [options.above] : []), this.#viewport.lines);
    this.replaceChildren(this.#bar.element, this.#log, this.#pill, this.#announcer.element);
    this.#seen = model.timeline.history.newest;
    this.#listenAll(realtime);
    this.#render();
    if (model.timeline.live) this.#begin();
  }

  find(id: number): Message | undefined {
    return this.#model.timeline.history.get(id) ?? this.#page.store.find(id);
  }

  /** Go to the newest line, as after sending. */
  async toBottom(): Promise<void> {
    const { timeline } = this.#model;
    if (!timeline.live) await timeline.newest();
    this.#seen = timeline.history.newest;
    this.#render();
    this.#viewport.toBottom();
    this.#afterScroll();
    this.#options.atNewest?.();
  }

  /** Show a message, wherever it is, and mark it for a moment. False when it is not there. */
  async goTo(id: number): Promise<boolean> {
    const { timeline } = this.#model;
    if (!timeline.messages.some((one) => one.id === id) && !(await timeline.around(id))) return false;
    const row = this.#model.rows.find((one) => one.kind === "message" && one.message.id === id);
    if (!row) return false;
    this.#views.marked = id;
    this.#render();
    this.#viewport.goTo(row.key, Math.round(this.#log.clientHeight / 3));
    this.#afterScroll();
    this.#lineOf(id)?.focus({ preventScroll: true });
    clearTimeout(this.#unmark);
    this.#unmark = setTimeout(() => {
      this.#views.marked = null;
      this.#viewport.draw();
    }, MARKED);
    return true;
  }

  /** Begin to edit the newest message of one's own; false when there is none. */
  editLast(): boolean {
    const mine = this.#model.me.username;
    const own = this.#model.timeline.messages.findLast(
      (one) => one.author === mine && one.deleted_at === null,
    );
    return own ? this.edit(own.id) : false;
  }

  /** Open the editor of a message; false when it is not shown or may not be edited. */
  edit(id: number): boolean {
    const message = this.find(id);
    const row = this.#model.rows.find((one) => one.kind === "message" && one.message.id === id);
    if (!message || !mayOf(message, this.#page).edit) return false;
    if (row && !this.#lineOf(id)) this.#viewport.goTo(row.key, this.#log.clientHeight / 2);
    const line = this.#lineOf(id);
    if (!line) return false;
    if (line.classList.contains("editing")) return true;
    this.#tools.hide();
    this.#views.editing = row?.key ?? null;
    new MessageEditor(line, message, this.#page.store, {
      still: (work) => this.#viewport.keep(work),
      closed: () => this.#editingEnded(),
    });
    return true;
  }

  #editingEnded(): void {
    this.#views.editing = null;
    this.#viewport.draw();
    const composer = this.parentElement?.querySelector<HTMLElement>("chat-composer textarea");
    composer?.focus();
  }

  #lineOf(id: number): HTMLElement | undefined {
    return this.#log.querySelector<HTMLElement>(`[data-message="${id}"]`) ?? undefined;
  }

  #listenAll(realtime: Realtime): void {
    this.listen(this.#log, "scroll", () => this.#afterScroll());
    this.listen(this.#pill, "click", () => void this.toBottom());
    this.listen(window, "focus", () => this.#look());
    this.listen(document, "visibilitychange", () => this.#look());
    this.listen(this, "keydown", (event: KeyboardEvent) => this.#key(event));
    this.listen(this.#log, "click", (event: MouseEvent) => followLinks(event, this.#page));
    const render = onceAFrame(() => this.isConnected && this.#render());
    this.onLeave(this.#model.watch(render));
    this.onLeave(realtime.watch(render));
    this.onLeave(this.#page.desk.watch(render));
    const sizes = new ResizeObserver(() => this.#viewport.resized());
    sizes.observe(this.#log);
    sizes.observe(this.#viewport.lines);
    if (this.#options.above) sizes.observe(this.#options.above);
    this.onLeave(() => sizes.disconnect());
  }

  #render(): void {
    const { timeline, rows } = this.#model;
    keepFocus(this.#log, () => {
      this.#top.show();
      this.#viewport.show(rows, timeline.live);
    });
    this.#log.setAttribute("aria-busy", String(timeline.loading !== null));
    this.#tools.drawn();
    this.#stayAtMark();
    this.#announcer.look();
    this.#look();
    this.#loadMore();
  }

  /** Nobody looks: what is new stays below its line instead of driving it out of view. */
  #stayAtMark(): void {
    if (attentive() || !this.#viewport.atBottom) return;
    const offset = this.#viewport.offsetOf("new");
    if (offset !== null && offset < 0) this.#viewport.goTo("new", ABOVE);
  }

  /** One comes to unread messages: begin to read at the line. */
  #begin(): void {
    this.#viewport.toBottom();
    const offset = this.#viewport.offsetOf("new");
    if (offset !== null && offset < 0) {
      this.#seen = this.#model.mark.after ?? this.#seen;
      this.#viewport.goTo("new", ABOVE);
    }
    this.#afterScroll();
  }

  async #toUnread(): Promise<void> {
    const { mark, timeline } = this.#model;
    if (mark.after === null) return;
    if (this.#viewport.offsetOf("new") === null) await timeline.after(mark.after);
    this.#render();
    this.#viewport.goTo("new", ABOVE);
    this.#afterScroll();
    this.#log.focus({ preventScroll: true });
  }

  async #readAll(): Promise<void> {
    await this.#options.readAll?.().catch(() => {});
    this.#look();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || this.#bar.element.hidden) return;
    if (event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    void this.#readAll();
  }

  #afterScroll(): void {
    this.#viewport.scrolled(this.#model.timeline.live);
    this.#tools.drawn();
    this.#look();
    this.#loadMore();
  }

  #loadMore(): void {
    const { timeline } = this.#model;
    if (timeline.loading || timeline.fault) return;
    const { above, below } = this.#viewport.reach;
    if (timeline.more && above < AHEAD) void timeline.older();
    else if (!timeline.live && timeline.piece && below < AHEAD) void timeline.newer();
  }

  /** What is on the screen now: for the read marker, the pill, and what may be forgotten. */
  #look(): void {
    const seen = this.#viewport.inView();
    if (seen.some(({ row }) => row.kind === "new") || this.#nothingNew()) this.#reading.sawMark();
    const messages = seen.flatMap(({ row }) => (row.kind === "message" ? [row.message.created_seq] : []));
    const last = messages.at(-1) ?? 0;
    const { timeline } = this.#model;
    timeline.centre = messages[0] ?? timeline.centre;
    if (this.#viewport.atBottom) this.#seen = Math.max(this.#seen, timeline.history.newest);
    else this.#seen = Math.max(this.#seen, last);
    this.#reading.seen(last);
    this.#showPill();
    this.#showBar();
  }

  /** What is unread is loaded from its beginning, and there is nobody's line above which "new" would stand. */
  #nothingNew(): boolean {
    const { mark, timeline } = this.#model;
    const covered =
      mark.after !== null && timeline.live && timeline.history.piece(mark.after) === timeline.piece;
    return covered && this.#viewport.offsetOf("new") === null;
  }

  #showPill(): void {
    const { timeline, me } = this.#model;
    const { atBottom } = this.#viewport;
    const count = atBottom ? 0 : timeline.countAfter(this.#seen, me.username);
    const hidden = atBottom || timeline.piece === null;
    if (this.#pill.hidden !== hidden) this.#pill.hidden = hidden; // asked on every scroll: a write costs a layout
    const newest = timeline.live ? t("To the newest") : t("Back to the newest");
    const words = count === 0 ? newest : plural(count, "{n} new message", "{n} new messages");
    if (this.#pill.dataset.words === words) return;
    this.#pill.dataset.words = words;
    this.#pill.classList.toggle("hot", count > 0);
    this.#pill.replaceChildren(icon("arrowDown", "small"), words);
  }

  #showBar(): void {
    const { readAll, held } = this.#options;
    if (!readAll) return;
    const offset = this.#viewport.offsetOf("new");
    const outOfSight = offset === null || offset < 0;
    this.#bar.show(held?.() || (!this.#reading.begun && outOfSight) ? this.#model.unread : 0);
  }
}
define("message-list", MessageList);
