/** A row of small cards, each leading to a page: favourites, recent ones, templates. */
import { arrange, type Child, h } from "../ui/dom.ts";
import { Kept } from "../ui/kept.ts";
import type { DocumentInfo } from "../wire.ts";
import { addressOf, markOf, titleOf } from "./names.ts";

export class PageCards {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #kept = new Kept<HTMLElement>();

  /** `more`: what stands under the title, as words that change when it does, and as elements. */
  constructor(
    label: string,
    private readonly more: (document: DocumentInfo) => { shows: string; children: Child[] } = () => ({
      shows: "",
      children: [],
    }),
  ) {
    const id = `cards-${Math.random().toString(36).slice(2)}`;
    this.#list = h("ul", { class: "page-cards", "aria-labelledby": id });
    this.element = h("section", { class: "page-section", hidden: true }, h("h2", { id }, label), this.#list);
  }

  show(documents: readonly DocumentInfo[]): void {
    const cards = documents.map((one) => {
      const more = this.more(one);
      const shows = JSON.stringify([one.title, one.icon, more.shows]);
      return this.#kept.get(String(one.id), shows, () =>
        h(
          "li",
          { class: "page-card" },
          h("a", { href: addressOf(one) }, markOf(one), h("span", { class: "name" }, titleOf(one))),
          ...more.children,
        ),
      );
    });
    this.#kept.sweep();
    arrange(this.#list, cards);
    this.element.hidden = cards.length === 0;
  }
}
