/** `<typing-line>`: "Bo and Chi are typing". It always has its height, so that nothing jumps. */
import { typingWords } from "../realtime/typing.ts";
import { displayName } from "../ui/avatar.ts";
import { h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import type { ChatStore } from "./store.ts";

export class TypingLine extends BaseElement {
  #store!: ChatStore;
  #thread: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #words = h("span");

  /** `thread`: those who write a reply to that message. */
  start(store: ChatStore, thread: number | null = null): void {
    this.#store = store;
    this.#thread = thread;
    const dots = h("span", { class: "typing-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.replaceChildren(dots, this.#words);
    this.#show();
    this.onLeave(store.watch(onceAFrame(() => this.#show())));
    this.onLeave(() => clearTimeout(this.#timer));
  }

  #show(): void {
    const now = Date.now();
    const typing = this.#store.typingIn(this.#thread);
    const words = typingWords(typing.at(now).map((username) => displayName(this.#store.person(username))));
    this.classList.toggle("on", words !== "");
    if (this.#words.textContent !== words) this.#words.textContent = words;
    clearTimeout(this.#timer);
    const next = typing.nextChange();
    if (next !== null) this.#timer = setTimeout(() => this.#show(), next - now + 20);
  }
}
define("typing-line", TypingLine);
