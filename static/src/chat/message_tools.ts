/** What one can do with a message: copy, edit, delete. Shown on hover, on focus, and on a tap. */
import { confirm } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Message } from "../wire.ts";
import { MessageEditor } from "./message_editor.ts";
import type { ChatStore } from "./store.ts";

export class MessageTools {
  #bar = h("div", { class: "tools", role: "toolbar", "aria-label": "Message" });
  #line: HTMLElement | null = null;

  constructor(
    private readonly store: ChatStore,
    private readonly log: HTMLElement,
    private readonly still: (work: () => void) => void,
  ) {
    log.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.#at(event.target));
    log.addEventListener("pointerleave", () => this.#keyboardIsHere() || this.#hide());
    log.addEventListener("focusin", (event) => this.#at(event.target));
    log.addEventListener("click", (event) => matchMedia("(hover: none)").matches && this.#at(event.target));
    log.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Open the editor of a message that is shown; false when it is not, or may not be edited. */
  edit(id: number): boolean {
    const line = this.log.querySelector<HTMLElement>(`[data-message="${id}"]`);
    const message = this.store.history.get(id);
    if (!line || !message || !this.#mayEdit(message)) return false;
    this.#hide();
    new MessageEditor(line, message, this.store, this.still);
    return true;
  }

  #mayEdit(message: Message): boolean {
    return message.author === this.store.me.username && this.store.room.abilities.send;
  }

  #mayDelete(message: Message): boolean {
    return this.#mayEdit(message) || this.store.room.abilities.manage;
  }

  #at(target: EventTarget | null): void {
    const line = (target as Element | null)?.closest<HTMLElement>("[data-message]") ?? null;
    if (!line || line === this.#line || line.classList.contains("editing")) return;
    const message = this.store.history.get(Number(line.dataset.message));
    if (!message) return;
    this.#line = line;
    this.#bar.replaceChildren(
      this.#button("Copy text", "copy", () => void this.#copy(message)),
      ...(this.#mayEdit(message) ? [this.#button("Edit", "edit", () => this.edit(message.id))] : []),
      ...(this.#mayDelete(message)
        ? [this.#button("Delete", "trash", () => void this.#delete(message))]
        : []),
    );
    line.append(this.#bar);
  }

  #keyboardIsHere(): boolean {
    return (
      !!this.#line && (this.#line.matches(":focus-visible") || !!this.#line.querySelector(":focus-visible"))
    );
  }

  #hide(): void {
    this.#bar.remove();
    this.#line = null;
  }

  #button(label: string, name: IconName, run: () => void): HTMLElement {
    const attributes = {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      onclick: run,
    };
    return h("button", attributes, icon(name, "small"));
  }

  async #copy(message: Message): Promise<void> {
    try {
      await navigator.clipboard.writeText(message.body);
      toast("Copied.", { kind: "good", lasts: 2_500 });
    } catch {
      toast("The browser did not allow copying.", { kind: "bad" });
    }
  }

  async #delete(message: Message): Promise<void> {
    const sure = await confirm({
      title: "Delete this message?",
      text: "It goes for everybody in the room and cannot be brought back.",
      yes: "Delete",
      danger: true,
    });
    if (sure) await this.store.delete(message.id).catch(toastError);
  }

  /** Arrows walk through the messages; e edits, Delete deletes the one in focus. */
  #key(event: KeyboardEvent): void {
    const from = event.target as HTMLElement;
    const line = from.closest<HTMLElement>("[data-message]");
    if (from !== this.log && from !== line) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      this.#walk(line, event.key === "ArrowUp" ? -1 : 1);
    }
    const message = line && this.store.history.get(Number(line.dataset.message));
    if (!message || event.ctrlKey || event.metaKey) return;
    if (event.key === "e" && this.edit(message.id)) event.preventDefault();
    if (event.key === "Delete" && this.#mayDelete(message)) void this.#delete(message);
  }

  #walk(line: HTMLElement | null, step: 1 | -1): void {
    const lines = [...this.log.querySelectorAll<HTMLElement>("[data-message]")];
    const at = line ? lines.indexOf(line) + step : lines.length - 1;
    lines[Math.max(0, at)]?.focus();
  }
}
