/** `<typing-line>`: "Bo and Chi are typing". It always has its height, so that nothing jumps. */
import { typingWords } from "../realtime/typing.ts";
import { displayName } from "../ui/avatar.ts";
import { h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import type { ChatStore } from "./store.ts";

export class TypingLine extends BaseElement {
  #store!: ChatStore;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #words = h("span");

  start(store: ChatStore): void {
    this.#store = store;
    const dots = h("span", { class: "typing-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.replaceChildren(dots, this.#words);
    this.#show();
    this.onLeave(store.watch(onceAFrame(() => this.#show())));
  }

  #show(): void {
    const now = Date.now();
    const users = this.#store.typing.at(now);
    const words = typingWords(users.map((username) => displayName(this.#store.person(username))));
    this.classList.toggle("on", words !== "");
    if (this.#words.textContent !== words) this.#words.textContent = words;
    clearTimeout(this.#timer);
    const next = this.#store.typing.nextChange();
    if (next !== null) this.#timer = setTimeout(() => this.#show(), next - now + 20);
  }
}
define("typing-line", TypingLine);
