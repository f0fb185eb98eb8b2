/** Choosing some of many: a field that proposes, and what was chosen as tokens that can be taken out again. */
import { t } from "../i18n.ts";
import { Combobox, type Option } from "../ui/combobox.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

export interface TokenFieldOptions {
  id: string;
  label: string;
  placeholder: string;
  /** What fits what was typed; those that are chosen already are left out here. */
  find: (typed: string) => Promise<Option[]>;
  changed: () => void;
  /** Several names typed or pasted at once, apart by commas or blanks, become tokens as they are. */
  splits?: boolean;
}

export class TokenField {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #tokens: HTMLElement;
  #chosen = new Map<string, string>();
  #known = new Map<string, string>();
  #choice: Combobox;

  constructor(private readonly options: TokenFieldOptions) {
    const { id, label, placeholder } = options;
    this.#input = h("input", { id, class: "input", type: "text", placeholder });
    this.#tokens = h("ul", { class: "tokens-inline", "aria-label": t("Chosen: {what}", { what: label }) });
    this.element = h(
      "div",
      { class: "field" },
      h("label", { for: id }, label),
      this.#tokens,
      h("div", { class: "combobox" }, this.#input),
    );
    this.#choice = new Combobox(
      this.#input,
      (typed) => this.#find(typed),
      (chosen) => (chosen ? this.#add(this.#choice.value) : this.#typed()),
    );
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("change", () => this.#take(this.#input.value));
    this.#draw();
  }

  get values(): string[] {
    return [...this.#chosen.keys()];
  }

  /** Values with their words. */
  set(chosen: readonly (readonly [string, string])[]): void {
    this.#chosen = new Map(chosen);
    this.#draw();
  }

  async #find(typed: string): Promise<Option[]> {
    const found = (await this.options.find(typed)).filter((option) => !this.#chosen.has(option.value));
    for (const option of found) this.#known.set(option.value, option.label);
    return found;
  }

  #typed(): void {
    const isList = this.options.splits && /[,;\s]\S*$/.test(this.#input.value.trimStart());
    if (isList) this.#take(this.#input.value);
  }

  /** Names as they were typed; only where a name is its own value. */
  #take(typed: string): void {
    if (!this.options.splits) return;
    const names = typed.split(/[,;\s]+/).map((name) => name.replace(/^@/, ""));
    for (const name of names.filter((one) => one !== "")) this.#add(name);
  }

  #add(value: string): void {
    this.#chosen.set(value, this.#known.get(value) ?? value);
    this.#input.value = "";
    this.#choice.value = "";
    this.#draw();
    this.options.changed();
  }

  #key(event: KeyboardEvent): void {
    const last = this.values.at(-1);
    if (event.key === "Backspace" && this.#input.value === "" && last !== undefined) this.#drop(last);
    if (event.key !== "Enter") return;
    event.preventDefault(); // a form is not sent by a name
    if (!this.#input.hasAttribute("aria-activedescendant")) this.#take(this.#input.value);
  }

  #drop(value: string): void {
    this.#chosen.delete(value);
    this.#draw();
    this.options.changed();
    this.#input.focus();
  }

  #draw(): void {
    this.#tokens.hidden = this.#chosen.size === 0;
    fill(
      this.#tokens,
      ...[...this.#chosen].map(([value, name]) => {
        const label = { type: "button", class: "icon-button", "aria-label": t("Take out {name}", { name }) };
        const out = h("button", { ...label, onclick: () => this.#drop(value) }, icon("close", "small"));
        return h("li", { class: "token-inline" }, name, out);
      }),
    );
  }
}
