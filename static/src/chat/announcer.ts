/** Tells a screen reader what came, without chatter: one sentence every few seconds, whatever came meanwhile. */
import { displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import type { ChatStore } from "./store.ts";

const PAUSE = 4_000;
const LONGEST = 160;

export class Announcer {
  readonly element = h("div", { class: "visually-hidden", "aria-live": "polite" });
  #told: number;
  #waiting = false;

  constructor(private readonly store: ChatStore) {
    this.#told = store.history.newest;
  }

  /** Something may have come. */
  look(): void {
    if (this.#waiting || this.store.history.newest <= this.#told) return;
    this.#waiting = true;
    setTimeout(() => this.#tell(), 400);
    setTimeout(() => {
      this.#waiting = false;
      this.look();
    }, PAUSE);
  }

  #tell(): void {
    const { history, me } = this.store;
    const fresh = history.messages.filter(
      (one) => one.created_seq > this.#told && one.author !== me.username,
    );
    this.#told = history.newest;
    const only = fresh[0];
    if (fresh.length > 1) this.element.textContent = `${fresh.length} new messages`;
    else if (only) {
      this.element.textContent = `${displayName(this.store.person(only.author))}: ${only.body.slice(0, LONGEST)}`;
    }
  }
}
