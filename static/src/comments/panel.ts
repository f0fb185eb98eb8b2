/** The panel of comments: the list with its filters, a comment being written, or one thread. */
import { t } from "../i18n.ts";
import { arrange, fill, h, onceAFrame } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { card, cardShows } from "./card.ts";
import type { Controller } from "./controller.ts";
import { fresh, type KeptComment, kept } from "./kept_comment.ts";
import { NewComment } from "./new_comment.ts";
import { type Comment, chosen, type Filter, inTextOrder } from "./order.ts";
import { PageOfComments, ThreadView } from "./thread_view.ts";

const FILTERS: readonly [Filter, string][] = [
  ["open", t("Open")],
  ["resolved", t("Resolved")],
  ["mine", t("Mine")],
];

export class CommentsPanel {
  #filter: Filter = "open";
  #head = h("div", { class: "comments-head" });
  #writing = h("div", { class: "comments-writing" });
  #list = h("ol", { class: "comments-list", "aria-label": t("Comments") });
  #empty = h("div", { class: "comments-empty" });
  #cards = new Kept<HTMLElement>();
  #pages = new Map<number, PageOfComments>();
  #new: NewComment | null = null;
  #begun: unknown = null;
  #thread: ThreadView | null = null;
  #shown: number | null = null;
  #ended = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly controller: Controller,
  ) {
    container.classList.add("comments");
    const draw = onceAFrame(() => this.#ended || this.#draw());
    const stop = controller.watch(draw);
    const back = () => this.#new?.retry();
    addEventListener("online", back);
    this.#stop = () => {
      stop();
      removeEventListener("online", back);
    };
    this.#restore();
    this.#draw();
  }

  readonly #stop: () => void;

  end(): void {
    this.#ended = true;
    this.#stop();
    this.#thread?.end();
    this.container.classList.remove("comments");
    this.controller.left();
  }

  /** What was begun before a reload, or while the line was down. */
  #restore(): void {
    const { context, begun } = this.controller;
    const comment = kept(context.info.id, context.shell.me.id);
    if (comment && !begun) this.#write(comment);
  }

  #draw(): void {
    const { controller } = this;
    if (controller.begun && controller.begun !== this.#begun) this.#begin();
    const comment = controller.open === null ? undefined : controller.store.get(controller.open);
    if (comment) this.#drawThread(comment);
    else this.#drawList();
  }

  #begin(): void {
    const { begun, context } = this.controller;
    this.#begun = begun;
    if (!begun) return;
    const { passage, anchor } = begun;
    const comment = fresh(passage, anchor?.start ?? "", anchor?.end ?? "");
    const before = kept(context.info.id, context.shell.me.id);
    if (before && !before.waiting) comment.body = before.body; // words that were begun go with one's selection
    this.#write(comment);
    requestAnimationFrame(() => this.#new?.focus());
  }

  #write(comment: KeptComment): void {
    const over = () => {
      this.#new = null;
      this.#begun = null;
      this.#writing.replaceChildren();
      this.controller.done();
    };
    this.#new = new NewComment(this.controller, comment, {
      cancel: () => {
        over();
        this.controller.context.editor.commands.focus();
      },
      sent: (message) => {
        this.#filter = "open";
        over();
        this.controller.store.put(message);
        const { comment: mark } = message.extra ?? {};
        if (mark) this.controller.show(mark.id, { look: false });
      },
    });
    this.#writing.replaceChildren(this.#new.element);
  }

  #drawThread(comment: Comment): void {
    const moved = this.#thread?.root != null && this.#thread.root !== comment.root.id;
    if (this.#shown === comment.mark.id && !moved) {
      this.#thread?.show(comment);
      return;
    }
    this.#thread?.end();
    this.#shown = comment.mark.id;
    this.#thread = new ThreadView(comment.mark.id, this.controller);
    this.container.replaceChildren(this.#thread.element);
    void this.#thread.start();
  }

  #drawList(): void {
    if (this.#thread || !this.#list.isConnected) {
      this.#thread?.end();
      this.#thread = null;
      this.#shown = null;
      this.container.replaceChildren(this.#head, this.#writing, this.#list, this.#empty);
    }
    const { store, ranges, context } = this.controller;
    const shown = inTextOrder(chosen(store.all, this.#filter, context.shell.me.username), ranges);
    this.#drawHead();
    arrange(
      this.#list,
      shown.map((one) => this.#card(one)),
    );
    this.#cards.sweep();
    this.#drawEmpty(shown.length);
  }

  #card(comment: Comment): HTMLElement {
    const { controller } = this;
    const shows = cardShows(comment, controller);
    return this.#cards.get(String(comment.mark.id), shows, () =>
      card(comment, controller, this.#page(comment)),
    );
  }

  #page(comment: Comment): PageOfComments {
    const { room } = comment.root;
    const place = this.controller.store.placeOf(comment);
    const known = this.#pages.get(room);
    if (known && known.store === place) return known;
    if (!place) throw new Error("A comment without its place.");
    const made = new PageOfComments(place, this.controller);
    this.#pages.set(room, made);
    return made;
  }

  #drawHead(): void {
    const { store, context, mayComment } = this.controller;
    const { username } = context.shell.me;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.filter;
    const buttons = FILTERS.map(([filter, label]) => {
      const count = chosen(store.all, filter, username).length;
      const pressed = String(filter === this.#filter);
      const onclick = () => {
        this.#filter = filter;
        this.#drawList();
      };
      const attributes = { type: "button", class: "segment", "aria-pressed": pressed, "data-filter": filter };
      return h("button", { ...attributes, onclick }, `${label} ${count || ""}`.trim());
    });
    fill(
      this.#head,
      h("div", { class: "segments", role: "group", "aria-label": t("Which comments") }, ...buttons),
      mayComment
        ? h(
            "button",
            {
              type: "button",
              class: "icon-button",
              "aria-label": t("Comment on the document"),
              title: t("Comment on the document"),
              onclick: () => this.controller.beginOn(null),
            },
            icon("plus", "small"),
          )
        : null,
    );
    if (focused) this.#head.querySelector<HTMLElement>(`[data-filter="${focused}"]`)?.focus();
  }

  #drawEmpty(shown: number): void {
    const { store, mayComment } = this.controller;
    this.#empty.hidden = shown > 0 || this.#new !== null;
    if (this.#empty.hidden) return;
    if (!store.loaded) {
      fill(this.#empty, h("p", {}, t("Loading…")));
      return;
    }
    const words: Record<Filter, string> = {
      open: mayComment
        ? t("Select words in the text and comment on them, with Ctrl+Alt+M too.")
        : t("Nobody has commented on this document."),
      resolved: t("Nothing is resolved yet."),
      mine: t("Comments that you wrote, answered or are named in stand here."),
    };
    const title = this.#filter === "open" ? t("No open comments") : null;
    fill(this.#empty, title ? h("strong", {}, title) : null, h("p", {}, words[this.#filter]));
  }
}
