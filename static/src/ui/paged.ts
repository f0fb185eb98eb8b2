/** A list that is searched and paged by the server: field, list, "show more", and words when it fails or is empty. */
import { t } from "../i18n.ts";
import { fill, h } from "./dom.ts";
import { faultWords } from "./fault.ts";

export interface Page<T> {
  items: T[];
  /** what to ask for to get the next page; null on the last */
  next: string | null;
}

export interface PagedOptions<T> {
  label: string;
  first: Page<T>;
  load: (search: string, after: string | null) => Promise<Page<T>>;
  /** what to say when nothing is found */
  nothing: string;
  show: (items: T[]) => void;
}

/** Wait for a pause in the typing, milliseconds. */
const PAUSE = 150;

export class Paged<T> {
  #items: T[];
  #next: string | null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search: HTMLInputElement;
  #note = h("p", { class: "hint", role: "status" });
  #more = h("button", { type: "button", class: "button more-button" }, t("Show more"));

  constructor(private readonly options: PagedOptions<T>) {
    this.#items = options.first.items;
    this.#next = options.first.next;
    const { label } = options;
    this.#search = h("input", { class: "input", type: "search", "aria-label": label, placeholder: label });
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#fetch(null), PAUSE);
    });
    this.#more.addEventListener("click", () => void this.#fetch(this.#next));
  }

  /** The parts in their order, with the list that `show` fills. */
  around(list: HTMLElement): HTMLElement[] {
    return [this.#search, this.#note, list, this.#more];
  }

  /** Change what is shown of some items; true when any changed. */
  update(change: (item: T) => T): boolean {
    let changed = false;
    this.#items = this.#items.map((item) => {
      const now = change(item);
      if (now !== item) changed = true;
      return now;
    });
    return changed;
  }

  render(): void {
    this.#note.textContent = this.#items.length ? "" : this.options.nothing;
    this.#more.hidden = this.#next === null;
    this.options.show(this.#items);
  }

  async #fetch(after: string | null): Promise<void> {
    const asked = ++this.#asked;
    this.#more.disabled = true;
    try {
      const page = await this.options.load(this.#search.value.trim(), after);
      if (asked !== this.#asked) return; // something else was typed meanwhile
      this.#items = after === null ? page.items : [...this.#items, ...page.items];
      this.#next = page.next;
      this.render();
    } catch (error) {
      if (asked === this.#asked) this.#fail(error, after);
    } finally {
      if (asked === this.#asked) this.#more.disabled = false;
    }
  }

  #fail(error: unknown, after: string | null): void {
    const again = h(
      "button",
      { type: "button", class: "button", onclick: () => void this.#fetch(after) },
      t("Try again"),
    );
    fill(this.#note, faultWords(error), " ", again);
  }
}
