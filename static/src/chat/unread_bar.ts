/** Above the log while what is new begins out of sight: how much, since when, and the way there. */
import { plural, t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { pageLocale } from "../ui/time.ts";

export class UnreadBar {
  readonly element: HTMLElement;
  #words = h("span", { class: "unread-words" });
  #count = 0;

  constructor(on: { jump(): void; readAll(): void }) {
    const jump = h(
      "button",
      { type: "button", class: "unread-jump", onclick: () => on.jump() },
      icon("arrowUp", "small"),
      this.#words,
    );
    const read = h(
      "button",
      { type: "button", class: "unread-read", onclick: () => on.readAll() },
      icon("check", "small"),
      t("Mark as read"),
    );
    this.element = h(
      "div",
      { class: "unread-bar", hidden: true, role: "group", "aria-label": t("Unread") },
      jump,
      read,
    );
  }

  /** `count` 0 hides it. */
  show(count: number): void {
    if (count === this.#count) return; // asked on every scroll: a write costs a layout
    this.#count = count;
    this.element.hidden = count === 0;
    const words = plural(count, "{n} unread message: go to it", "{n} unread messages: go to the first", {
      n: count.toLocaleString(pageLocale()),
    });
    this.#words.textContent = words;
  }
}
