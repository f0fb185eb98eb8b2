/** The line above the text: one short thing that just happened (a right that changed, words on their way). */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

export class NoticeLine {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #owner = "";

  /** `place` is a live region. */
  constructor(private readonly place: HTMLElement) {}

  /** `owner`: who says it; `lasts` in ms, 0 until it is closed or taken away. */
  show(owner: string, words: string, lasts = 0): void {
    clearTimeout(this.#timer);
    this.#owner = owner;
    this.place.hidden = false;
    fill(
      this.place,
      icon("info", "small"),
      h("span", {}, words),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("Close"), onclick: () => this.hide(owner) },
        icon("close", "small"),
      ),
    );
    if (lasts > 0) this.#timer = setTimeout(() => this.hide(owner), lasts);
  }

  /** Takes away what this owner said; another's word stays. */
  hide(owner: string): void {
    if (owner !== this.#owner) return;
    clearTimeout(this.#timer);
    this.#owner = "";
    this.place.hidden = true;
    fill(this.place);
  }
}
