/** Editing a message in its place, with a composer's keys: Escape leaves it as it was, a refusal what was typed. */
import { Field } from "../composer/field.ts";
import { formatKeys } from "../composer/format_keys.ts";
import { actOf, enterBreaks, keyOf } from "../composer/keys.ts";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import type { Message } from "../wire.ts";
import type { ChatStore } from "./store.ts";

export interface EditorPlace {
  /** change the line without moving what one reads */
  still(work: () => void): void;
  closed(): void;
}

export class MessageEditor {
  #input = h("textarea", { class: "input", "aria-label": t("Edit message"), rows: 1 });
  #error = h("p", { class: "field-error", role: "alert" });
  #form = h(
    "form",
    { class: "message-editor" },
    this.#input,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "submit", class: "button primary" }, t("Save")),
      h("button", { type: "button", class: "button", onclick: () => this.#close() }, t("Cancel")),
      h("span", { class: "hint not-phone" }, saves()),
    ),
    this.#error,
  );
  #body: HTMLElement | null;

  constructor(
    private readonly line: HTMLElement,
    private readonly message: Message,
    private readonly store: ChatStore,
    private readonly place: EditorPlace,
  ) {
    this.#body = line.querySelector<HTMLElement>(".message-body > .rich");
    this.#input.value = message.body;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    formatKeys(new Field(this.#input));
    this.#input.addEventListener("input", () => this.#grow());
    place.still(() => {
      if (this.#body) this.#body.hidden = true;
      if (this.#body) this.#body.after(this.#form);
      else line.querySelector(".message-body")?.append(this.#form);
      line.classList.add("editing");
      this.#grow();
    });
    this.#input.focus();
  }

  #grow(): void {
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight + 2}px`;
  }

  #key(event: KeyboardEvent): void {
    const act = actOf(keyOf(event), false, enterBreaks());
    if (act === "cancel") this.#close();
    else if (act === "send") void this.#save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #save(): Promise<void> {
    const body = this.#input.value.trim();
    if (body === this.message.body || body === "") return this.#close();
    try {
      await this.store.acts.edit(this.message.id, body);
      this.#close();
    } catch (error) {
      const reason = error instanceof Error ? error.message : t("Please try again.");
      this.#error.textContent = t("Not saved: {reason}", { reason });
    }
  }

  #close(): void {
    if (!this.#form.isConnected && !this.line.classList.contains("editing")) return;
    this.place.still(() => {
      this.#form.remove();
      if (this.#body) this.#body.hidden = false;
      this.line.classList.remove("editing");
    });
    this.place.closed();
  }
}

function saves(): string {
  return enterBreaks() ? t("Ctrl+Enter saves, Esc cancels") : t("Enter saves, Esc cancels");
}
