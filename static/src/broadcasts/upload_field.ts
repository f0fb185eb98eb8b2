/** A list of names: written, pasted, or out of a file. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

/** As the server has it. */
const MOST_CHARACTERS = 1_000_000;

export class UploadField {
  readonly element: HTMLElement;
  #text = h("textarea", {
    class: "input",
    id: "audience-names",
    rows: 3,
    "aria-describedby": "audience-names-hint",
  });
  #file = h("input", {
    type: "file",
    accept: ".txt,.csv,text/plain,text/csv",
    class: "visually-hidden",
    tabindex: -1,
  });
  #fault = h("p", { class: "field-error", role: "alert" });

  constructor(private readonly changed: () => void) {
    this.#file.setAttribute("aria-label", t("A file of names"));
    this.element = h(
      "details",
      { class: "audience-more" },
      h("summary", {}, t("A list of names")),
      h(
        "div",
        { class: "field" },
        h("label", { for: "audience-names" }, t("Usernames or e-mail addresses")),
        this.#text,
        h("p", { class: "hint", id: "audience-names-hint" }, t("Apart by lines, commas or blanks.")),
        h(
          "div",
          { class: "actions" },
          h(
            "button",
            { type: "button", class: "button", onclick: () => this.#file.click() },
            icon("document", "small"),
            t("Take them from a file…"),
          ),
          this.#file,
        ),
        this.#fault,
      ),
    );
    this.#text.addEventListener("input", changed);
    this.#file.addEventListener("change", (event) => {
      event.stopPropagation();
      void this.#take();
    });
  }

  get value(): string {
    return this.#text.value;
  }

  set(names: string): void {
    this.#text.value = names;
    (this.element as HTMLDetailsElement).open = names !== "";
  }

  async #take(): Promise<void> {
    const file = this.#file.files?.[0];
    this.#file.value = "";
    if (!file) return;
    const text = file.size > 4 * MOST_CHARACTERS ? null : await file.text().catch(() => null);
    const whole = text === null ? null : [this.#text.value.trim(), text.trim()].filter(Boolean).join("\n");
    if (whole === null || whole.length > MOST_CHARACTERS || whole.includes("\0")) {
      this.#fault.textContent = t("That file is no list of names, or it is too long.");
      return;
    }
    this.#fault.textContent = "";
    this.#text.value = whole;
    this.changed();
  }
}
