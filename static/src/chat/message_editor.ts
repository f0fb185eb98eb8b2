/** Editing a message in its place: Enter saves, Escape leaves it as it was, what was typed survives a refusal. */
import { h } from "../ui/dom.ts";
import type { Message } from "../wire.ts";
import type { ChatStore } from "./store.ts";

export class MessageEditor {
  #input = h("textarea", { class: "input", "aria-label": "Edit message", rows: 1 });
  #error = h("p", { class: "field-error", role: "alert" });
  #form = h(
    "form",
    { class: "message-editor" },
    this.#input,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "submit", class: "button primary" }, "Save"),
      h("button", { type: "button", class: "button", onclick: () => this.#close() }, "Cancel"),
      h("span", { class: "hint" }, "Enter saves, Esc cancels"),
    ),
    this.#error,
  );
  #body: HTMLElement;

  constructor(
    private readonly line: HTMLElement,
    private readonly message: Message,
    private readonly store: ChatStore,
    private readonly still: (work: () => void) => void,
  ) {
    this.#body = line.querySelector<HTMLElement>(".rich") as HTMLElement;
    this.#input.value = message.body;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("input", () => this.#grow());
    still(() => {
      this.#body.hidden = true;
      this.#body.after(this.#form);
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
    if (event.isComposing) return;
    if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && !event.shiftKey) void this.#save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #save(): Promise<void> {
    const body = this.#input.value.trim();
    if (body === this.message.body || body === "") return this.#close();
    try {
      await this.store.edit(this.message.id, body);
      this.#close();
    } catch (error) {
      this.#error.textContent = `Not saved: ${error instanceof Error ? error.message : "please try again."}`;
    }
  }

  #close(): void {
    this.still(() => {
      this.#form.remove();
      this.#body.hidden = false;
      this.line.classList.remove("editing");
    });
    document.querySelector<HTMLElement>("chat-composer textarea")?.focus();
  }
}
