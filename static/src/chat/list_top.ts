/** Above the first row of a log: loading, why it did not load, or that it begins here. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import type { ListModel } from "./list_model.ts";

export class ListTop {
  readonly element = h("div", { class: "log-top" });
  #shows = "";

  /** `beginning`: what stands above the very first message; null: nothing. `shows` names what it depends on. */
  constructor(
    private readonly model: ListModel,
    private readonly beginning: () => { shows: string; make: () => HTMLElement } | null,
  ) {}

  show(): void {
    const { timeline } = this.model;
    const first = timeline.more || timeline.piece === null ? null : this.beginning();
    const shows = [timeline.fault, timeline.more, timeline.piece === null, first?.shows].join("|");
    if (shows === this.#shows) return;
    this.#shows = shows;
    if (timeline.fault) this.element.replaceChildren(faultLine(timeline.fault, () => timeline.retry()));
    else if (timeline.more || timeline.piece === null) this.element.replaceChildren(skeleton());
    else this.element.replaceChildren(...(first ? [first.make()] : []));
  }
}

/** What went wrong, and a way to try again. */
export function faultLine(words: string, retry: () => Promise<unknown>): HTMLElement {
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("span", {}, words),
    h("button", { type: "button", class: "button", onclick: () => void retry() }, t("Try again")),
  );
}

/** Lines that are on their way. */
export function skeleton(): HTMLElement {
  const line = () =>
    h("div", { class: "skeleton", "aria-hidden": "true" }, h("i"), h("div", {}, h("b"), h("b")));
  return h(
    "div",
    { class: "loading" },
    h("p", { class: "visually-hidden" }, t("Loading messages…")),
    line(),
    line(),
  );
}
