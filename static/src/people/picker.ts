/** Choosing some people: a field that proposes, and what was chosen as tokens that can be taken out again. */
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { Combobox } from "../ui/combobox.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Person } from "../wire.ts";
import { peoplePage } from "./api.ts";

const SHOWN = 8;

export class PeoplePicker {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  #chosen = new Map<string, string>();
  #found = new Map<string, Person>();
  #tokens = h("ul", { class: "tokens-inline", "aria-label": t("Chosen people") });
  #choice: Combobox;

  /** `leaveOut`: who is not proposed. `most`: how many may be chosen. `changed` is called after every choice. */
  constructor(
    id: string,
    label: string,
    private readonly leaveOut: (username: string) => boolean,
    private readonly most: number,
    private readonly changed: () => void = () => {},
  ) {
    this.input = h("input", {
      id,
      class: "input",
      type: "text",
      placeholder: t("Name or username"),
      autofocus: true,
    });
    this.element = h(
      "div",
      { class: "field" },
      h("label", { for: id }, label),
      this.#tokens,
      h("div", { class: "combobox" }, this.input),
      h("p", { class: "field-error", "data-error-for": "usernames", role: "alert" }),
    );
    this.#choice = new Combobox(
      this.input,
      (typed) => this.#find(typed),
      (chosen) => chosen && this.#take(this.#choice.value),
    );
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#show();
  }

  /** The usernames chosen, and what is in the field if it is a username. */
  get usernames(): string[] {
    const typed = this.input.value.trim().replace(/^@/, "");
    return [...this.#chosen.keys(), ...(typed && !this.#chosen.has(typed) ? [typed] : [])];
  }

  async #find(typed: string) {
    const { people } = await peoplePage(typed);
    const free = people.filter(({ username }) => !this.leaveOut(username) && !this.#chosen.has(username));
    for (const person of free) this.#found.set(person.username, person);
    return free.slice(0, SHOWN).map((person) => ({
      value: person.username,
      label: displayName(person),
      hint: `@${person.username}`,
    }));
  }

  #take(username: string): void {
    const person = this.#found.get(username);
    if (!person || this.#chosen.size >= this.most) return;
    this.#chosen.set(username, displayName(person));
    this.input.value = "";
    this.#choice.value = "";
    this.#show();
    this.changed();
  }

  #key(event: KeyboardEvent): void {
    const last = [...this.#chosen.keys()].at(-1);
    if (event.key === "Backspace" && this.input.value === "" && last) this.#drop(last);
  }

  #drop(username: string): void {
    this.#chosen.delete(username);
    this.#show();
    this.changed();
    this.input.focus();
  }

  #show(): void {
    this.#tokens.hidden = this.#chosen.size === 0;
    fill(
      this.#tokens,
      ...[...this.#chosen].map(([username, name]) => {
        const label = { type: "button", class: "icon-button", "aria-label": t("Take out {name}", { name }) };
        const out = h("button", { ...label, onclick: () => this.#drop(username) }, icon("close", "small"));
        return h("li", { class: "token-inline" }, name, out);
      }),
    );
  }
}
