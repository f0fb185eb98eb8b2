/** The document's title: a field at the top of the page, the heading in the bar, and the tab, always the same words. */

import { ApiError, api } from "../api.ts";
import { t } from "../i18n.ts";
import { must } from "../ui/dom.ts";
import type { DocumentInfo } from "../wire.ts";

/** Saved after a pause in the typing (ms). */
const PAUSE = 700;

export class TitleField {
  #saved: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  readonly #field = must<HTMLTextAreaElement>("#document-title");
  readonly #fault = must("#document-title-fault");

  constructor(
    private readonly document: DocumentInfo,
    /** Told whenever the words change, here or elsewhere. */
    private readonly onWords: (title: string) => void,
    /** Enter leaves the title for the text. */
    private readonly onDone: () => void,
  ) {
    this.#saved = document.title;
    this.#field.addEventListener("input", () => {
      this.#field.value = this.#field.value.replace(/[\r\n]+/g, " ");
      this.#grow();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#send(), PAUSE);
    });
    this.#field.addEventListener("blur", () => void this.#send());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.onDone();
    });
    new ResizeObserver(() => this.#grow()).observe(this.#field);
    this.#show(document.title);
  }

  /** Words that the server has not: they would be lost on leaving. */
  get unsent(): boolean {
    return this.#field.value.trim() !== this.#saved && !this.#field.readOnly;
  }

  set readOnly(on: boolean) {
    this.#field.readOnly = on;
  }

  /** The title changed elsewhere. What is being typed here is not taken away. */
  changed(title: string): void {
    const typing = this.unsent || this.#sending;
    this.#saved = title;
    if (!typing) this.#show(title);
  }

  #show(title: string): void {
    this.#field.value = title;
    this.#grow();
    this.onWords(title);
  }

  #grow(): void {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    const title = this.#field.value.trim();
    if (this.#sending || title === this.#saved) return;
    if (title === "") {
      this.#fault.textContent = t("A document needs a title.");
      return;
    }
    this.#sending = true;
    try {
      const { title: stored } = await api<DocumentInfo>("PATCH", `/documents/${this.document.id}`, { title });
      this.#saved = stored;
      this.#fault.textContent = "";
      this.onWords(stored);
    } catch (error) {
      const message = error instanceof ApiError ? error.message : t("The title could not be saved.");
      this.#fault.textContent = `${message} ${t("The title is not saved yet.")}`;
    } finally {
      this.#sending = false;
    }
    if (this.#fault.textContent === "" && this.unsent) void this.#send(); // typed on meanwhile
  }
}
