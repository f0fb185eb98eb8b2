/** The bar above the tree: what is shown, what is looked for, in which order, and the ways to a new page. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { pageIcon } from "./icons.ts";
import { keep, keptChoice } from "./open_state.ts";
import { SORTS, type Sort } from "./tree.ts";

export type ViewName = "pages" | "templates" | "trash";
const VIEWS: readonly ViewName[] = ["pages", "templates", "trash"];
const SORT_KEY = "collab:page-order";

export interface ToolActs {
  /** may make pages here */
  creates: boolean;
  sorted(sort: Sort): void;
  filtered(query: string): void;
  viewed(view: ViewName): void;
  make(): void;
  importFiles(): void;
}

export class ListTools {
  readonly element: HTMLElement;
  #view: ViewName;
  #query = "";
  readonly sort: Sort = keptChoice(SORT_KEY, SORTS, "own");
  readonly #buttons = new Map<ViewName, HTMLElement>();
  readonly #finding: HTMLElement;
  readonly #making: HTMLElement;

  constructor(private readonly acts: ToolActs) {
    this.#view = VIEWS.find((one) => location.hash === `#${one}`) ?? "pages";
    this.#finding = h("div", { class: "page-finding" }, this.#filter(), this.#order());
    this.#making = h("div", { class: "actions" }, ...(acts.creates ? this.#makers() : []));
    this.element = h("div", { class: "page-tools-bar" }, this.#views(), this.#finding, this.#making);
    addEventListener("hashchange", () =>
      this.#go(VIEWS.find((one) => location.hash === `#${one}`) ?? "pages"),
    );
    this.#mark();
  }

  get view(): ViewName {
    return this.#view;
  }

  get query(): string {
    return this.#query;
  }

  /** There is no page: nothing to find, and the empty place has buttons of its own. */
  set bare(bare: boolean) {
    this.#finding.hidden = this.#view !== "pages" || bare;
    this.#making.hidden = this.#view !== "pages" || bare;
  }

  #views(): HTMLElement {
    const names: Record<ViewName, string> = {
      pages: t("Pages"),
      templates: t("Templates"),
      trash: t("Trash"),
    };
    const shown = this.acts.creates ? VIEWS : VIEWS.filter((one) => one === "pages");
    for (const one of shown) {
      const attributes = { type: "button", class: "segment", onclick: () => this.#go(one) };
      this.#buttons.set(one, h("button", attributes, names[one]));
    }
    return h(
      "div",
      { class: "segments", role: "group", "aria-label": t("What is shown"), hidden: shown.length < 2 },
      ...this.#buttons.values(),
    );
  }

  #go(view: ViewName): void {
    if (view === this.#view) return;
    this.#view = view;
    history.replaceState(null, "", view === "pages" ? location.pathname : `#${view}`);
    this.#mark();
    this.acts.viewed(view);
  }

  #mark(): void {
    for (const [name, button] of this.#buttons)
      button.setAttribute("aria-pressed", String(name === this.#view));
  }

  #filter(): HTMLElement {
    const words = t("Filter pages");
    const input = h("input", { class: "input", type: "search", "aria-label": words, placeholder: words });
    input.addEventListener("input", () => {
      this.#query = input.value.trim();
      this.acts.filtered(input.value);
    });
    return input;
  }

  #order(): HTMLElement {
    const names: Record<Sort, string> = {
      own: t("Own order"),
      title: t("By title"),
      updated: t("Last changed first"),
      created: t("Newest first"),
    };
    const select = h(
      "select",
      { class: "input", "aria-label": t("Order") },
      ...SORTS.map((sort) => h("option", { value: sort, selected: sort === this.sort }, names[sort])),
    );
    select.addEventListener("change", () => {
      keep(SORT_KEY, select.value);
      this.acts.sorted(select.value as Sort);
    });
    return select;
  }

  #makers(): HTMLElement[] {
    const create = { type: "button", class: "button primary", onclick: () => this.acts.make() };
    const bring = { type: "button", class: "button", onclick: () => this.acts.importFiles() };
    return [
      h("button", bring, pageIcon("upload", "small"), t("Import…")),
      h("button", create, icon("plus", "small"), t("New page")),
    ];
  }
}
