/** The place where the past is shown instead of the document: its own column, so that nobody types into the wrong one. */
import { t } from "../i18n.ts";
import { h, must } from "../ui/dom.ts";

let shown: Stage | null = null;

export class Stage {
  readonly element: HTMLElement;
  readonly head = h("div", { class: "past-head" });
  readonly text = h("div", { class: "past-text" });
  readonly foot = h("div", { class: "past-foot" });
  readonly #opener = document.activeElement;
  readonly #hidden: HTMLElement[];

  constructor(
    label: string,
    private readonly closed: () => void,
  ) {
    shown?.close();
    shown = this;
    const scroll = h("div", { class: "past-scroll" }, h("div", { class: "past-page" }, this.text));
    this.element = h("section", { class: "past", "aria-label": label }, this.head, scroll, this.foot);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
    const live = must("#document-scroll");
    const around = ["#toolbar", "#find-bar", "#document-foot"].map((id) =>
      document.querySelector<HTMLElement>(id),
    );
    this.#hidden = [live, ...around.filter((one) => one !== null)];
    for (const one of this.#hidden) one.classList.add("past-hides");
    live.after(this.element);
  }

  close(): void {
    if (shown !== this) return;
    shown = null;
    this.element.remove();
    for (const one of this.#hidden) one.classList.remove("past-hides");
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    this.closed();
  }

  /** Instead of the text: what is being done, or what went wrong. */
  say(words: string, again?: () => void): void {
    this.text.replaceChildren(
      h(
        "div",
        { class: "empty", role: "status" },
        h("p", {}, words),
        again ? h("button", { type: "button", class: "button", onclick: again }, t("Try again")) : "",
      ),
    );
  }
}
