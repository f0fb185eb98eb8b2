/** `<search-page>`: results while one types, filters to click, more at the end. The address always says what is shown. */
import { ApiError } from "../api.ts";
import { plural, t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { fill, h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import type { SearchPage as Page } from "../wire.ts";
import { searchEverything } from "./everything.ts";
import { helpView } from "./help_view.ts";
import { hitView } from "./hit_view.ts";
import { FILTERS, type Filter, hasFilter, isOpen, toggleFilter } from "./query_text.ts";

const PAUSE = 250;

export class SearchPage extends BaseElement {
  #rooms!: RoomsStore;
  #asked = "";
  #under: AbortController | null = null;
  #timer = 0;
  #next: string | null = null;
  #input = h("input", {
    class: "input",
    type: "search",
    name: "q",
    maxlength: 500,
    autocomplete: "off",
    spellcheck: false,
    enterkeyhint: "search",
    "aria-label": t("Search messages and documents"),
    placeholder: t("Words, “a phrase”, from:ann, in:room, has:file …"),
  });
  #chips = h("div", { class: "chips", role: "group", "aria-label": t("Filters") });
  #state = h("p", { class: "search-state", role: "status" });
  #list = h("ul", { class: "hits", "aria-label": t("Results") });
  #more = h("button", {
    type: "button",
    class: "button",
    hidden: true,
    onclick: () => void this.#fetch(true),
  });
  #help = helpView((text) => this.#try(text));

  start(rooms: RoomsStore): void {
    this.#rooms = rooms;
    this.#more.textContent = t("Show more");
    const form = h("form", { role: "search", class: "search-form" }, this.#input, this.#chips);
    this.replaceChildren(
      form,
      this.#state,
      this.#list,
      h("div", { class: "hits-foot" }, this.#more),
      this.#help,
    );
    for (const filter of FILTERS) this.#chips.append(this.#chip(filter));
    this.listen(form, "submit", (event) => {
      event.preventDefault();
      this.#ask(this.#input.value);
    });
    this.listen(this.#input, "input", () => this.#typed());
    this.listen(this, "keydown", (event: KeyboardEvent) => this.#key(event));
    this.listen(window, "popstate", () => this.#fromAddress());
    this.#fromAddress();
    this.#input.focus();
  }

  #fromAddress(): void {
    this.#input.value = new URLSearchParams(location.search).get("q") ?? "";
    this.#asked = "";
    this.#ask(this.#input.value, false);
  }

  #chip(filter: Filter): HTMLElement {
    const toggle = () => this.#try(toggleFilter(this.#input.value, filter));
    const pressed = filter.open ? {} : { "aria-pressed": "false" };
    return h("button", { type: "button", class: "chip", onclick: toggle, ...pressed }, filter.text);
  }

  /** Put a text into the field; what still waits for a value is not asked for. */
  #try(text: string): void {
    this.#input.value = text;
    this.#input.focus();
    this.#input.setSelectionRange(text.length, text.length);
    this.#typed(0);
  }

  #typed(pause = PAUSE): void {
    clearTimeout(this.#timer);
    this.#showChips();
    const text = this.#input.value;
    if (isOpen(text)) return;
    this.#timer = window.setTimeout(() => this.#ask(text), pause);
  }

  #ask(text: string, remember = true): void {
    clearTimeout(this.#timer);
    const query = text.trim();
    this.#showChips();
    if (query === this.#asked && query !== "") return;
    const first = this.#asked === "";
    this.#asked = query;
    if (remember) {
      const address = query ? `?${new URLSearchParams({ q: query })}` : location.pathname;
      // One step of history per search, not per letter.
      history[first ? "pushState" : "replaceState"](null, "", address);
    }
    document.title = query ? `${query} · ${t("Search")}` : t("Search");
    this.#next = null;
    if (query) void this.#fetch(false);
    else this.#showNothing();
  }

  async #fetch(more: boolean): Promise<void> {
    this.#under?.abort();
    const control = new AbortController();
    this.#under = control;
    this.setAttribute("aria-busy", "true");
    try {
      const after = more && this.#next ? { after: this.#next } : {};
      const page = await searchEverything(this.#asked, { signal: control.signal, ...after });
      if (!control.signal.aborted) this.#show(page, more);
    } catch (error) {
      if (!control.signal.aborted) this.#showFault(error);
    } finally {
      if (this.#under === control) this.removeAttribute("aria-busy");
    }
  }

  #show(page: Page, more: boolean): void {
    const rows = page.hits.map((hit) => hitView(hit, page.people[hit.author], this.#rooms.get(hit.room)));
    if (more) this.#list.append(...rows);
    else this.#list.replaceChildren(...rows);
    this.#next = page.next;
    this.#more.hidden = page.next === null;
    const n = this.#list.children.length;
    const words = page.next
      ? plural(n, "The newest result", "The {n} newest results")
      : plural(n, "1 result", "{n} results");
    this.#say(
      n ? words : t("Nothing was found. Fewer or shorter words find more; parts of words are enough."),
    );
    this.#help.hidden = n > 0;
    if (more) rows[0]?.querySelector("a")?.focus();
  }

  #showNothing(): void {
    this.#under?.abort();
    this.#list.replaceChildren();
    this.#more.hidden = true;
    this.#say("");
    this.#help.hidden = false;
  }

  #showFault(error: unknown): void {
    this.#list.replaceChildren();
    this.#more.hidden = true;
    this.#say(error instanceof ApiError ? error.message : t("Something went wrong here."), true);
    this.#help.hidden = false;
  }

  #say(words: string, bad = false): void {
    this.#state.classList.toggle("bad", bad);
    this.#input.setAttribute("aria-invalid", String(bad));
    fill(this.#state, words);
  }

  #showChips(): void {
    FILTERS.forEach((filter, at) => {
      if (filter.open) return;
      this.#chips.children[at]?.setAttribute(
        "aria-pressed",
        String(hasFilter(this.#input.value, filter.text)),
      );
    });
  }

  /** Arrows go from the field through the results and back. */
  #key(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...this.#list.querySelectorAll<HTMLElement>("a")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at === -1 && document.activeElement !== this.#input) return;
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (to < 0) this.#input.focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  }
}

define("search-page", SearchPage);
