/** `<thread-panel>`: a message and the replies to it, beside the room. */

import type { ChatComposer } from "../composer/composer.ts";
import type { DeskStore } from "../desk/store.ts";
import { plural, t } from "../i18n.ts";
import { showPlace } from "../notifications/on_screen.ts";
import { openVolumeMenu } from "../preferences/volume_menu.ts";
import type { Realtime } from "../realtime/client.ts";
import type { MembersStore } from "../rooms/members_store.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { faultLine, skeleton } from "./list_top.ts";
import type { MessageList } from "./message_list.ts";
import { messageLine } from "./message_view.ts";
import { quoteOf } from "./quote_of.ts";
import { ThreadStore } from "./thread_store.ts";
import type { TypingLine } from "./typing_line.ts";

export interface ThreadPlace {
  page: ChatPage;
  realtime: Realtime;
  members: MembersStore;
  desk: DeskStore;
  close(): void;
  /** what it is called and how it is left, where it is not a thread beside a room */
  title?: string;
  back?: boolean;
}

export class ThreadPanel extends BaseElement {
  #place!: ThreadPlace;
  #thread: ThreadStore | null = null;
  #stop: () => void = () => {};
  #hide: () => void = () => {};
  #follow = h("button", { type: "button", class: "icon-button", "aria-pressed": "false" });
  #more = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Thread actions") },
    icon("more", "small"),
  );
  #body = h("div", { class: "thread-body" });
  #root = h("div", { class: "thread-root" });
  #rootShows = "";
  #list: MessageList | null = null;
  #composer: ChatComposer | null = null;

  start(place: ThreadPlace): void {
    this.#place = place;
    const close = h(
      "button",
      {
        type: "button",
        class: place.back ? "icon-button" : "icon-button panel-close",
        "aria-label": place.back ? t("Back") : t("Close"),
        onclick: () => place.close(),
      },
      icon(place.back ? "arrowLeft" : "close", "small"),
    );
    this.replaceChildren(
      h(
        "div",
        { class: "panel-head" },
        place.back ? close : null,
        h("h2", {}, place.title ?? t("Thread")),
        h("span", { class: "panel-acts" }, this.#follow, this.#more, place.back ? null : close),
      ),
      this.#body,
    );
    this.listen(this.#follow, "click", () => void this.#thread?.follow(!this.#thread.state?.following));
    this.listen(this.#more, "click", () => this.#menu());
  }

  get shown(): number | null {
    return this.#thread?.thread ?? null;
  }

  /** Show a thread; `reply` is brought into view. */
  async open(root: number, reply?: number): Promise<void> {
    if (this.#thread?.thread !== root) await this.#show(root);
    if (reply !== undefined) await this.#list?.goTo(reply);
    else if (matchMedia("(hover: hover)").matches) this.#composer?.focus();
  }

  close(): void {
    this.#stop();
    this.#hide();
    this.#thread?.close();
    this.#thread = null;
    this.#list = null;
    this.#composer = null;
    this.#rootShows = "";
    this.#body.replaceChildren();
  }

  /** Put a message above the composer here. */
  quote(message: Message): void {
    this.#composer?.quote(quoteOf(message, this.#place.page.store.room));
  }

  async #show(root: number): Promise<void> {
    this.close();
    const thread = new ThreadStore(this.#place.page.store, root);
    this.#thread = thread;
    this.#hide = showPlace(`thread:${root}`);
    this.#body.replaceChildren(skeleton());
    this.#stop = thread.watch(onceAFrame(() => this.#thread === thread && this.#render()));
    this.#render();
    await thread.open();
    if (this.#thread !== thread) return;
    if (thread.fault)
      fill(
        this.#body,
        faultLine(thread.fault, () => this.#show(root)),
      );
    else this.#build(thread);
  }

  #build(thread: ThreadStore): void {
    const { page, realtime, members, desk, close } = this.#place;
    const list = h("message-list") as MessageList;
    const typing = h("typing-line", { "aria-live": "off" }) as TypingLine;
    const composer = h("chat-composer") as ChatComposer;
    this.#list = list;
    this.#composer = composer;
    this.#renderRoot(thread);
    this.#body.replaceChildren(list, typing, composer);
    list.start(thread, page, realtime, {
      label: t("Replies"),
      above: this.#root,
      beginning: () => null,
    });
    typing.start(page.store, thread.thread);
    composer.start(
      page.store,
      { sent: () => void list.toBottom(), editLast: () => list.editLast(), cancel: close },
      { thread: thread.thread, locked: () => thread.locked, members, desk },
    );
  }

  #render(): void {
    const thread = this.#thread;
    if (!thread) return;
    const following = thread.state?.following ?? false;
    const label = following ? t("Following: stop") : t("Follow this thread");
    this.#follow.setAttribute("aria-pressed", String(following));
    this.#follow.setAttribute("aria-label", label);
    this.#follow.title = label;
    this.#follow.hidden = thread.state === null;
    fill(this.#follow, icon(following ? "bell" : "follow", "small"));
    this.#renderRoot(thread);
  }

  #renderRoot(thread: ThreadStore): void {
    const { root } = thread;
    if (!root || this.#root.querySelector(".editing")) return;
    const { page } = this.#place;
    const count = root.replies?.count ?? 0;
    const shows = JSON.stringify([
      root.seq,
      count,
      root.reactions,
      root.pinned,
      root.extra?.poll,
      root.extra?.comment?.resolved_at,
      thread.locked,
    ]);
    if (shows === this.#rootShows) return;
    this.#rootShows = shows;
    fill(
      this.#root,
      messageLine(root, true, page, true),
      h("div", { class: "day replies" }, h("span", {}, plural(count, "{n} reply", "{n} replies"))),
      thread.locked
        ? h("p", { class: "thread-locked" }, icon("lock", "small"), t("This thread is locked."))
        : null,
    );
  }

  #menu(): void {
    const thread = this.#thread;
    if (!thread) return;
    const { locked } = thread;
    const lock = menuItem(locked ? t("Unlock the thread") : t("Lock the thread"), "lock", () =>
      this.#place.page.store.acts.lock(thread.thread, !locked),
    );
    const show = menuItem(t("Show in the room"), "chat", () => this.#place.page.goTo(thread.thread));
    const volume = menuItem(t("Notifications…"), "bell", () =>
      openVolumeMenu(this.#more, `thread:${thread.thread}`, t("this thread")),
    );
    const may = thread.room.abilities.moderate;
    openMenu(this.#more, [show, volume, may ? lock : null], { label: t("Thread actions") });
  }
}
define("thread-panel", ThreadPanel);
