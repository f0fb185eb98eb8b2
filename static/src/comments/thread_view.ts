/** One comment's thread in the panel: the same thread that the room shows. */
import "../chat/message_list.ts";
import "../chat/thread_panel.ts";
import "../chat/typing_line.ts";
import "../composer/composer.ts";
import type { ChatPage } from "../chat/context.ts";
import { permalink } from "../chat/rich_text.ts";
import type { ChatStore } from "../chat/store.ts";
import type { ThreadPanel } from "../chat/thread_panel.ts";
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import type { Message } from "../wire.ts";
import { orphanLine, resolveButton } from "./card.ts";
import type { Controller } from "./controller.ts";
import { type Comment, isOrphan } from "./order.ts";

/** What the parts of a message find around them here. */
export class PageOfComments implements ChatPage {
  readonly document: number;
  panel: ThreadPanel | null = null;

  constructor(
    readonly store: ChatStore,
    private readonly controller: Controller,
  ) {
    this.document = controller.context.info.id;
  }

  get desk() {
    return this.controller.around.desk;
  }

  online(): boolean {
    return this.controller.context.shell.realtime.online;
  }

  openThread(root: number, reply?: number): void {
    const comment = this.controller.store.all.find((one) => one.root.id === root);
    if (comment && this.controller.open !== comment.mark.id) this.controller.show(comment.mark.id);
    else if (reply !== undefined) void this.panel?.open(root, reply);
  }

  goTo(message: number): void {
    location.assign(permalink(this.store.room.id, message));
  }

  quote(message: Message): void {
    this.panel?.quote(message);
  }

  invite(): void {}
}

export class ThreadView {
  readonly element = h("div", { class: "comment-thread" });
  #bar = h("div", { class: "comment-bar" });
  #panel = h("thread-panel") as ThreadPanel;
  #shows = "";

  constructor(
    private readonly comment: number,
    private readonly controller: Controller,
  ) {
    this.element.append(this.#panel, this.#bar);
  }

  /** Wants to be in the page. */
  async start(): Promise<void> {
    const { store, around, context } = this.controller;
    const comment = store.get(this.comment);
    const place = comment && store.placeOf(comment);
    if (!comment || !place) return;
    const page = new PageOfComments(place, this.controller);
    page.panel = this.#panel;
    const members = await around.members(place.room.id);
    if (!this.element.isConnected) return;
    this.#panel.start({
      page,
      realtime: context.shell.realtime,
      members,
      desk: around.desk,
      close: () => this.controller.back(),
      title: t("Comments"),
      back: true,
    });
    this.show(comment);
    await this.#panel.open(comment.root.id);
  }

  /** Which first message the thread hangs on; it is another one when the comment has moved. */
  get root(): number | null {
    return this.#panel.shown;
  }

  show(comment: Comment): void {
    const { controller } = this;
    const orphan = isOrphan(comment, controller.ranges);
    const shows = JSON.stringify([comment.mark.resolved_at, orphan, controller.mayComment]);
    if (shows === this.#shows) return;
    this.#shows = shows;
    fill(
      this.#bar,
      orphan ? orphanLine() : null,
      comment.mark.start !== "" && !orphan
        ? h(
            "button",
            {
              type: "button",
              class: "button quiet small",
              onclick: () => controller.lookAt(comment.mark.id),
            },
            t("Show in the text"),
          )
        : null,
      controller.mayComment ? resolveButton(comment, controller) : null,
    );
  }

  end(): void {
    this.#panel.close();
    this.element.remove();
  }
}
