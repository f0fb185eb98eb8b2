/** The palette itself: a field and what fits it. The combobox pattern; the field keeps the focus. */
import "../styles/palette.css";
import { plural, t } from "../i18n.ts";
import { best } from "../shell/match.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { recentFirst, recentKeys, usedKey } from "./recents.ts";
import type { Target } from "./target.ts";
import { actions, documents, found, ownRooms, type PaletteSite, pages, searches } from "./targets.ts";

const MOST_SHOWN = 14;
/** People and other rooms are asked for after such a pause in the typing, milliseconds. */
const PAUSE = 150;

export class Palette {
  #own: Target[];
  #asked: Target[] = [];
  #shown: Target[] = [];
  #at = 0;
  #question = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #input = h("input", {
    class: "input switcher-input",
    type: "text",
    role: "combobox",
    "aria-label": t("Search or jump to"),
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-autocomplete": "list",
    placeholder: t("Room, person, document or action…"),
    autocomplete: "off",
    spellcheck: "false",
    autofocus: true,
  });
  #list = h("div", {
    id: "palette-list",
    role: "listbox",
    "aria-label": t("Results"),
    class: "switcher-list",
  });
  #said = h("p", { class: "visually-hidden", role: "status" });
  #close: () => void;

  constructor(
    private readonly site: PaletteSite,
    onClose: () => void,
  ) {
    this.#own = [...ownRooms(site), ...pages(site), ...actions(site)];
    const dialog = openDialog(t("Jump to"), [this.#input, this.#list, this.#said], onClose);
    dialog.element.classList.add("switcher");
    this.#close = dialog.close;
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#find();
    void documents(site).then((more) => {
      this.#own.push(...more);
      this.#find(this.#at);
    });
  }

  get #query(): string {
    return this.#input.value.trim();
  }

  #typed(): void {
    this.#asked = this.#asked.filter(({ key }) => key.startsWith("person:")); // until the new ones are there
    this.#find();
    clearTimeout(this.#timer);
    if (this.#query.length > 0) this.#timer = setTimeout(() => void this.#ask(), PAUSE);
  }

  async #ask(): Promise<void> {
    const question = ++this.#question;
    const answer = await found(this.site, this.#query);
    if (question !== this.#question) return;
    this.#asked = answer;
    this.#find(this.#at);
  }

  #find(at = 0): void {
    const query = this.#query;
    const own = new Set(this.#own.map(({ key }) => key));
    const all = [...this.#own, ...this.#asked.filter(({ key }) => !own.has(key))];
    const recent = recentKeys();
    const fitting = best(
      recentFirst(all, recent),
      query,
      ({ label }) => label,
      ({ also }) => also ?? "",
    ).slice(0, MOST_SHOWN);
    this.#shown = query ? [...fitting, ...searches(query)] : fitting;
    this.#at = Math.min(at, Math.max(0, this.#shown.length - 1));
    this.#render();
    this.#said.textContent = plural(fitting.length, "1 result", "{n} results");
  }

  #render(): void {
    const options = this.#shown.map((target, index) =>
      h(
        "div",
        {
          id: `palette-${index}`,
          class: "menu-item",
          role: "option",
          "aria-selected": String(index === this.#at),
          onclick: () => this.#go(target),
        },
        h("span", { class: "face", "aria-hidden": "true" }, target.face),
        h("span", { class: "name" }, target.label),
        h("span", { class: "muted" }, target.kind),
      ),
    );
    fill(this.#list, ...options);
    this.#input.setAttribute("aria-activedescendant", this.#shown.length ? `palette-${this.#at}` : "");
    options[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = this.#shown[this.#at];
    if (step && this.#shown.length) {
      this.#at = (this.#at + step + this.#shown.length) % this.#shown.length;
      this.#render();
    } else if (event.key === "Enter" && target && !event.isComposing) this.#go(target);
    else return;
    event.preventDefault();
  }

  #go(target: Target): void {
    if (!target.key.startsWith("search")) usedKey(target.key);
    this.#close();
    target.go();
  }
}
