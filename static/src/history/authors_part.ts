/** "Show authors" in the history's panel: the switch, and the legend with each one's share. */
import type { DocumentContext } from "../document/context.ts";
import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import type { AuthorsView } from "./authors_view.ts";
import type { People } from "./kinds.ts";
import type { Share } from "./shares.ts";

/** Where the panel lies over the text, the colours stay when it is closed: else nobody would see them. */
const NARROW = matchMedia("(max-width: 1100px)");
let kept: AuthorsView | null = null;

export class AuthorsPart {
  readonly button = h("button", {
    type: "button",
    class: "button",
    "aria-pressed": "false",
    onclick: () => void this.#toggle(),
  });
  readonly element = h("div", { class: "authors", hidden: true });
  #view: AuthorsView | null = null;
  #only: string | null = null;

  constructor(private readonly context: DocumentContext) {
    this.button.textContent = t("Show authors");
    this.#view = kept;
    kept = null;
    if (this.#view) this.#adopt(this.#view);
  }

  #adopt(view: AuthorsView): void {
    this.button.setAttribute("aria-pressed", "true");
    this.#only = view.chosen;
    view.told = (shares, people) => this.#legend(shares, people);
    view.again();
  }

  /** The panel is closed. */
  closed(): void {
    if (!NARROW.matches || !this.#view) {
      this.end();
      return;
    }
    kept = this.#view;
    kept.told = () => undefined;
  }

  end(): void {
    this.#view?.stop();
    this.#view = null;
    this.#only = null;
    this.button.setAttribute("aria-pressed", "false");
    this.element.hidden = true;
  }

  async #toggle(): Promise<void> {
    if (this.#view) {
      this.end();
      return;
    }
    this.button.setAttribute("aria-pressed", "true");
    const { AuthorsView } = await import("./authors_view.ts");
    const view = new AuthorsView(this.context, (shares, people) => this.#legend(shares, people));
    this.#view = view;
    try {
      await view.start();
    } catch (error) {
      if (this.#view === view) this.end();
      toastError(error);
    }
  }

  #legend(shares: readonly Share[], people: People): void {
    const all = shares.reduce((sum, { characters }) => sum + characters, 0);
    this.element.hidden = false;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.author;
    fill(
      this.element,
      h("h3", {}, t("Who wrote this text")),
      shares.length === 0 && h("p", { class: "history-note" }, t("There is no text yet.")),
      h("ul", {}, ...shares.map((share) => this.#line(share, people, all))),
    );
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`[data-author="${focused}"]`)?.focus();
  }

  #line({ username, characters }: Share, people: People, all: number): HTMLElement {
    const person =
      people[username] ?? (username === this.context.shell.me.username ? this.context.shell.me : null);
    const name = person ? displayName(person) : username;
    const percent = Math.round((100 * characters) / all);
    const button = h(
      "button",
      {
        type: "button",
        class: "author-line",
        "data-author": username,
        "data-colour": person?.colour ?? 0,
        "aria-pressed": String(this.#only === username),
        onclick: () => this.#choose(username),
      },
      person ? avatar(person, "small") : null,
      h("span", { class: "author-name" }, name),
      h("span", { class: "author-share" }, t("{n} %", { n: percent })),
    );
    return h("li", {}, button);
  }

  /** Only this person's words in colour; once more, everybody's. */
  #choose(username: string): void {
    this.#only = this.#only === username ? null : username;
    this.#view?.only(this.#only);
  }
}
