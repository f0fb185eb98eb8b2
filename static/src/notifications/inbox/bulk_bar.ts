/** What can be done with the chosen lines, or with all of a list. */
import { plural, t } from "../../i18n.ts";
import { fill, h, must } from "../../ui/dom.ts";
import { type IconName, icon } from "../../ui/icons.ts";
import { menuItem, openMenu } from "../../ui/menu.ts";

export interface BulkActs {
  chooseAll: () => void;
  clear: () => void;
  done: () => void;
  read: () => void;
  unread: () => void;
  save: () => void;
  snooze: (anchor: HTMLElement) => void;
  /** The whole list, not only what is loaded. */
  allDone: () => void;
}

export interface BulkState {
  readonly chosen: number;
  readonly listed: number;
  /** The list is of what is done: "done" would bring it back. */
  readonly isDone: boolean;
}

export class BulkBar {
  readonly #bar = must("#inbox-bulk");
  readonly #all = must<HTMLButtonElement>("#inbox-choose-all");
  readonly #more = must<HTMLButtonElement>("#inbox-more");
  #shown = "";

  constructor(private readonly acts: BulkActs) {
    this.#all.addEventListener("click", () => (this.#isAll ? acts.clear() : acts.chooseAll()));
    this.#more.append(icon("more", "small"));
    this.#more.addEventListener("click", () =>
      openMenu(this.#more, [menuItem(t("Everything here is done"), "check", acts.allDone)], {
        label: t("More for this list"),
      }),
    );
  }

  get #isAll(): boolean {
    return this.#all.getAttribute("aria-checked") !== "false";
  }

  show(state: BulkState): void {
    const { chosen, listed, isDone } = state;
    const shows = JSON.stringify(state);
    if (shows === this.#shown) return;
    this.#shown = shows;
    this.#all.setAttribute("aria-checked", chosen === 0 ? "false" : chosen < listed ? "mixed" : "true");
    this.#all.disabled = listed === 0;
    this.#more.hidden = isDone || listed === 0;
    const held = this.#bar.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.bulk
      : undefined;
    if (chosen === 0) fill(this.#bar);
    else this.#fill(chosen, isDone);
    if (held) (this.#bar.querySelector<HTMLElement>(`[data-bulk="${held}"]`) ?? this.#all).focus();
  }

  #fill(chosen: number, isDone: boolean): void {
    const { acts } = this;
    fill(
      this.#bar,
      h("strong", { role: "status" }, plural(chosen, "{n} chosen", "{n} chosen")),
      this.#button(
        "done",
        isDone ? "retry" : "check",
        isDone ? t("Back to the inbox") : t("Done"),
        acts.done,
      ),
      this.#button("read", "eye", t("Read"), acts.read),
      this.#button("unread", "unread", t("Unread"), acts.unread),
      this.#button("save", "bookmark", t("Save"), acts.save),
      this.#button("snooze", "clock", t("Snooze"), acts.snooze),
      this.#button("clear", "close", t("Choose none"), acts.clear),
    );
  }

  #button(name: string, sign: IconName, words: string, run: (anchor: HTMLElement) => void): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "button quiet",
        "data-bulk": name,
        "aria-label": words,
        onclick: (event: Event) => run(event.currentTarget as HTMLElement),
      },
      icon(sign, "small"),
      h("span", { class: "not-phone" }, words),
    );
  }
}
