/**
 * Proposals while one writes: one machine, any number of providers, for every textarea.
 *
 * The field keeps the focus; the list is told by `aria-controls` and `aria-activedescendant`. The role stays textbox:
 * a field of many lines may not be a combobox, and a screen reader would call it a single line.
 */
import { plural } from "../i18n.ts";
import { completed, type Token } from "./autocomplete_token.ts";
import { type Child, h } from "./dom.ts";

export interface Suggestion {
  /** what takes the token's place, its sign included */
  insert: string;
  label: string;
  /** a second, quieter word */
  hint?: string;
  /** an icon, an avatar or an emoji before the label */
  face?: Child;
}

export interface Provider {
  /** the list's name for screen readers */
  name: string;
  /** the token that ends at the cursor, if this provider has something to say */
  token(text: string, cursor: number): Token | null;
  /** best first; a rejection counts as nothing found */
  find(query: string): Suggestion[] | Promise<Suggestion[]>;
}

/** More than fit into the list are reached by scrolling. */
const MOST = 40;
let lists = 0;

export class Autocomplete {
  #token: Token | null = null;
  #provider: Provider | null = null;
  #shown: Suggestion[] = [];
  #at = 0;
  #asked = 0;
  /** the token that Escape closed stays closed */
  #closedAt: number | null = null;
  readonly #list: HTMLElement;
  readonly #said = h("p", { class: "visually-hidden", role: "status" });

  /** The list is put into `host`, which must be positioned and contain the field. */
  constructor(
    private readonly input: HTMLTextAreaElement,
    host: HTMLElement,
    private readonly providers: readonly Provider[],
  ) {
    this.#list = h("ul", {
      id: `autocomplete-${++lists}`,
      class: "suggestions",
      role: "listbox",
      hidden: true,
    });
    host.append(this.#list, this.#said);
    input.setAttribute("aria-autocomplete", "list");
    input.addEventListener("blur", () => this.close());
    input.addEventListener("click", () => this.look());
  }

  get open(): boolean {
    return !this.#list.hidden;
  }

  /** The text or the cursor changed. */
  look(): void {
    const { value, selectionStart, selectionEnd } = this.input;
    const found = selectionStart === selectionEnd ? this.#tokenAt(value, selectionStart) : null;
    if (!found || found.token.start === this.#closedAt) {
      if (!found) this.#closedAt = null;
      this.close();
      return;
    }
    this.#token = found.token;
    this.#provider = found.provider;
    void this.#ask(found.provider, found.token.query);
  }

  /** Call it first with every key; true when the key was meant for the list. */
  key(event: KeyboardEvent): boolean {
    if (!this.open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && this.#complete) {
      this.close(); // there is nothing to take: the key sends
      return false;
    }
    if (step) this.#move((this.#at + step + this.#shown.length) % this.#shown.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.#take(this.#at);
    else if (event.key === "Escape") {
      this.#closedAt = this.#token?.start ?? null;
      this.close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close(): void {
    this.#asked++; // an answer that is on its way comes too late
    this.#shown = [];
    this.#draw();
  }

  /** What is proposed stands there already, to the letter. */
  get #complete(): boolean {
    const { value, selectionStart } = this.input;
    const written = value.slice(this.#token?.start ?? selectionStart, selectionStart);
    return this.#shown[this.#at]?.insert === written;
  }

  #tokenAt(text: string, cursor: number): { provider: Provider; token: Token } | null {
    for (const provider of this.providers) {
      const token = provider.token(text, cursor);
      if (token) return { provider, token };
    }
    return null;
  }

  async #ask(provider: Provider, query: string): Promise<void> {
    const asked = ++this.#asked;
    const answer = provider.find(query);
    const found = Array.isArray(answer) ? answer : await answer.catch(() => []);
    if (asked !== this.#asked) return;
    this.#shown = found.slice(0, MOST);
    this.#at = 0;
    this.#draw();
  }

  #draw(): void {
    const open = this.#shown.length > 0;
    this.#list.hidden = !open;
    if (open) this.#list.setAttribute("aria-label", this.#provider?.name ?? "");
    this.#list.replaceChildren(...this.#shown.map((one, index) => this.#option(one, index)));
    if (open) this.input.setAttribute("aria-controls", this.#list.id);
    else for (const name of ["aria-controls", "aria-activedescendant"]) this.input.removeAttribute(name);
    this.#said.textContent = open
      ? plural(
          this.#shown.length,
          "1 suggestion, Enter takes it",
          "{n} suggestions, arrows choose, Enter takes",
        )
      : "";
    if (open) this.#move(0);
  }

  #option(one: Suggestion, index: number): HTMLElement {
    return h(
      "li",
      {
        id: `${this.#list.id}-${index}`,
        role: "option",
        class: "menu-item",
        // A pointer that goes down here must not take the focus away; the click then chooses.
        onmousedown: (event: Event) => event.preventDefault(),
        onclick: () => this.#take(index),
      },
      one.face ? h("span", { class: "face", "aria-hidden": "true" }, one.face) : null,
      h("span", { class: "name" }, one.label),
      one.hint ? h("span", { class: "muted" }, one.hint) : null,
    );
  }

  #move(to: number): void {
    this.#at = to;
    for (const [index, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(index === to));
      if (index === to) option.scrollIntoView({ block: "nearest" });
    }
    this.input.setAttribute("aria-activedescendant", `${this.#list.id}-${to}`);
  }

  #take(index: number): void {
    const chosen = this.#shown[index];
    if (!chosen || !this.#token) return;
    const done = completed(this.input.value, this.#token, this.input.selectionStart, chosen.insert);
    this.close();
    this.input.value = done.text;
    this.input.setSelectionRange(done.cursor, done.cursor);
    this.input.focus();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
