/** A text field that proposes: the combobox pattern with a list (WAI-ARIA), options fetched as one types. */
import { t } from "../i18n.ts";
import { h } from "./dom.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
  /** A second, quieter word. */
  readonly hint?: string;
}

/** Wait for a pause in the typing (ms) before options are asked for. */
const PAUSE = 120;

export class Combobox {
  /** What was chosen; "" while the field says something that is no option. */
  value = "";
  #options: Option[] = [];
  #at = -1;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #list: HTMLElement;

  /**
   * `input` must have a label of its own. `onChange` is called when the choice changes, with whether an option was
   * chosen: the same may have been typed as the beginning of something longer.
   */
  constructor(
    readonly input: HTMLInputElement,
    private readonly find: (typed: string) => Promise<Option[]>,
    private readonly onChange: (chosen: boolean) => void,
  ) {
    const id = `${input.id}-options`;
    this.#list = h("ul", {
      id,
      class: "combobox-list",
      role: "listbox",
      "aria-label": t("Suggestions"),
      hidden: true,
    });
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-expanded": "false",
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
    input.after(this.#list);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("focus", () => this.#ask());
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Empties the field once what it said, `sent`, was accepted; what somebody typed meanwhile stays. */
  accepted(sent: string): void {
    if (this.input.value !== sent) return;
    this.input.value = "";
    this.value = "";
  }

  #typed(): void {
    this.value = this.#options.find((option) => option.value === this.input.value.trim())?.value ?? "";
    this.onChange(false);
    // What no longer fits goes at once: nobody must hit an old proposal while the new ones are on their way.
    const typed = this.input.value.trim().toLowerCase();
    this.#options = this.#options.filter((option) =>
      `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(typed),
    );
    this.#asked++; // nor an answer to what was in the field before
    this.#at = -1;
    this.#draw();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const options = await this.find(this.input.value.trim()).catch(() => []);
    if (asked !== this.#asked || document.activeElement !== this.input) return;
    const marked = this.#options[this.#at]?.value; // it stays marked: Enter may be on its way
    this.#options = options;
    this.#at = options.findIndex((option) => option.value === marked);
    this.#draw();
  }

  #draw(): void {
    this.#list.replaceChildren(
      ...this.#options.map((option, index) =>
        h(
          "li",
          {
            id: `${this.#list.id}-${index}`,
            role: "option",
            "aria-selected": String(index === this.#at),
            class: "menu-item",
            onmousedown: (event: MouseEvent) => {
              event.preventDefault(); // the field keeps the focus
              this.#choose(option);
            },
          },
          h("span", {}, option.label),
          option.hint ? h("span", { class: "muted" }, option.hint) : null,
        ),
      ),
    );
    this.#list.hidden = this.#options.length === 0;
    this.input.setAttribute("aria-expanded", String(this.#options.length > 0));
    if (this.#at >= 0) {
      this.input.setAttribute("aria-activedescendant", `${this.#list.id}-${this.#at}`);
      this.#list.children[this.#at]?.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event: KeyboardEvent): void {
    const count = this.#options.length;
    if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && this.#at >= 0) this.#choose(this.#options[this.#at] as Option);
    else if (event.key === "ArrowDown" && count) this.#at = (this.#at + 1) % count;
    else if (event.key === "ArrowUp" && count) this.#at = (this.#at - 1 + count) % count;
    else return;
    event.preventDefault();
    if (event.key.startsWith("Arrow")) this.#draw();
  }

  #choose(option: Option): void {
    this.value = option.value;
    this.input.value = option.label;
    this.#close();
    this.onChange(true);
  }

  #close(): void {
    clearTimeout(this.#timer); // a question that was only waiting for a pause would open the list again
    this.#asked++;
    this.#options = [];
    this.#at = -1;
    this.#draw();
  }
}
