/** `<message-list>`: the log. Loads upwards, stays where one reads, follows at the bottom. */
import type { Realtime } from "../realtime/client.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { dayName } from "../ui/time.ts";
import { Announcer } from "./announcer.ts";
import { MessageTools } from "./message_tools.ts";
import { messageLine, pendingLine } from "./message_view.ts";
import type { Row } from "./rows.ts";
import { Anchor } from "./scroll.ts";
import { attentive, type ChatStore } from "./store.ts";

/** Older messages are asked for when this many pixels are left above. */
const AHEAD = 800;

export class MessageList extends BaseElement {
  #store!: ChatStore;
  #online = () => true;
  #invite: () => void = () => {};
  /** a line that is being edited stays as it is until that is done */
  #kept = new Kept<HTMLElement>((line) => line.classList.contains("editing"));
  #lines = h("div", { class: "lines" });
  #top = h("div", { class: "log-top" });
  #log = h("div", { class: "log", role: "log", "aria-label": "Messages", "aria-live": "off", tabindex: 0 });
  #pill = h("button", { type: "button", class: "pill", hidden: true });
  #anchor = new Anchor(this.#log, this.#lines);
  #announcer!: Announcer;
  #tools!: MessageTools;
  /** the newest message that was in view or is the reader's own; what came after it waits in the pill */
  #seen = 0;
  #reading = false;
  #readUpTo = 0;

  /** `invite` opens the place where people are invited. */
  start(store: ChatStore, realtime: Realtime, invite: () => void): void {
    this.#store = store;
    this.#invite = invite;
    this.#online = () => realtime.online;
    this.#announcer = new Announcer(store);
    this.#tools = new MessageTools(store, this.#log, (edit) => this.#anchor.keep(edit));
    this.#log.append(this.#top, this.#lines);
    this.replaceChildren(this.#log, this.#pill, this.#announcer.element);
    this.#listenAll();
    this.#seen = store.history.newest;
    this.#render();
    this.#toNewMark();
    const render = onceAFrame(() => this.#render());
    this.onLeave(store.watch(render));
    this.onLeave(realtime.watch(render));
  }

  /** Go to the newest line, as after sending. */
  toBottom(): void {
    this.#anchor.toBottom();
    this.#afterScroll();
  }

  /** Begin to edit the newest message of one's own; false when there is none. */
  editLast(): boolean {
    const own = this.#store.history.messages.findLast(
      (message) => message.author === this.#store.me.username,
    );
    return own ? this.#tools.edit(own.id) : false;
  }

  #listenAll(): void {
    this.listen(this.#log, "scroll", () => this.#afterScroll());
    this.listen(this.#pill, "click", () => this.toBottom());
    this.listen(window, "focus", () => this.#read());
    this.listen(document, "visibilitychange", () => this.#read());
    const sizes = new ResizeObserver(() => this.#anchor.resized());
    sizes.observe(this.#log);
    sizes.observe(this.#lines);
    this.onLeave(() => sizes.disconnect());
  }

  #render(): void {
    const rows = this.#store.rows;
    const nodes = rows.map((row) => this.#line(row));
    this.#kept.sweep();
    this.#anchor.keep(() => {
      this.#showTop();
      arrange(this.#lines, nodes);
    });
    this.#announcer.look();
    this.#afterScroll();
  }

  #line(row: Row): HTMLElement {
    const store = this.#store;
    switch (row.kind) {
      case "day":
        return this.#kept.get(row.key, dayName(row.at), () =>
          h("div", { class: "day" }, h("span", {}, dayName(row.at))),
        );
      case "new":
        return this.#kept.get("new", "", () => h("div", { class: "day new" }, h("span", {}, "New")));
      case "pending": {
        const { pending, head } = row;
        const shows = ["p", head, pending.condition, pending.reason, this.#online()].join("|");
        return this.#kept.get(row.key, shows, () =>
          pendingLine(pending, store.me, head, this.#online(), store),
        );
      }
      case "message": {
        const { message, head } = row;
        const author = store.person(message.author);
        const shows = ["m", head, message.seq, author.name, author.colour].join("|");
        return this.#kept.get(row.key, shows, () => messageLine(message, author, head));
      }
    }
  }

  #showTop(): void {
    const { more, fault, room, history } = this.#store;
    const shows = `${more}|${fault}|${room.name}|${room.abilities.invite}|${history.messages.length === 0}`;
    if (this.#top.dataset.shows === shows) return;
    this.#top.dataset.shows = shows;
    if (fault) {
      const again = h(
        "button",
        { type: "button", class: "button", onclick: () => void this.#store.older() },
        "Try again",
      );
      this.#top.replaceChildren(h("p", { class: "notice" }, fault, again));
    } else if (more) {
      this.#top.replaceChildren(h("p", { class: "loading" }, "Loading older messages…"));
    } else {
      this.#top.replaceChildren(this.#beginning());
    }
  }

  #beginning(): HTMLElement {
    const { room, history } = this.#store;
    const invites = history.messages.length === 0 && room.abilities.invite;
    return h(
      "div",
      { class: "beginning" },
      h("strong", {}, `This is the beginning of # ${room.name}.`),
      invites ? h("p", {}, "Nobody has written anything yet. Invite the people it is for.") : null,
      invites
        ? h(
            "button",
            { type: "button", class: "button", onclick: this.#invite },
            icon("people", "small"),
            "Invite people",
          )
        : null,
    );
  }

  /** One comes to unread messages: begin to read at the line. */
  #toNewMark(): void {
    const mark = this.#lines.querySelector<HTMLElement>(".day.new");
    this.#anchor.toBottom();
    if (mark && mark.getBoundingClientRect().top < this.#log.getBoundingClientRect().top) {
      this.#log.scrollTop += mark.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - 24;
      this.#anchor.scrolled();
      this.#seen = this.#store.mark.after ?? this.#seen;
    }
    this.#afterScroll();
  }

  #afterScroll(): void {
    this.#anchor.scrolled();
    if (this.#log.scrollTop < AHEAD && !this.#store.fault) void this.#store.older();
    if (this.#anchor.atBottom) this.#seen = this.#store.history.newest;
    this.#showPill();
    void this.#read();
  }

  #showPill(): void {
    const { history, me } = this.#store;
    const count = this.#anchor.atBottom
      ? 0
      : history.messages.filter((one) => one.created_seq > this.#seen && one.author !== me.username).length;
    this.#pill.hidden = this.#anchor.atBottom;
    const words = count === 0 ? "To the newest" : count === 1 ? "1 new message" : `${count} new messages`;
    if (this.#pill.dataset.words === words) return;
    this.#pill.dataset.words = words;
    this.#pill.classList.toggle("hot", count > 0);
    this.#pill.replaceChildren(icon("arrowDown", "small"), words);
  }

  /** Mark as read what somebody has before their eyes. */
  async #read(): Promise<void> {
    const upTo = this.#store.history.newest;
    if (this.#reading || upTo <= this.#readUpTo || !this.#store.hasUnread) return;
    if (!this.#anchor.atBottom || !attentive() || !this.#online()) return;
    this.#reading = true;
    try {
      await this.#store.read(upTo);
      this.#readUpTo = upTo;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2_000)); // then whatever comes next tries again
    }
    this.#reading = false;
    if (this.#store.history.newest > upTo) void this.#read();
  }
}
define("message-list", MessageList);
