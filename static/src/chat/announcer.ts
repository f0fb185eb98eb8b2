/** Tells a screen reader what came, without chatter: one sentence every few seconds, whatever came meanwhile. */
import { plural } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import type { ListModel } from "./list_model.ts";

const PAUSE = 4_000;
const LONGEST = 160;

export class Announcer {
  readonly element = h("div", { class: "visually-hidden", "aria-live": "polite" });
  #told: number;
  #waiting = false;

  constructor(private readonly model: ListModel) {
    this.#told = model.timeline.history.newest;
  }

  /** Something may have come. */
  look(): void {
    if (this.#waiting || this.model.timeline.history.newest <= this.#told) return;
    this.#waiting = true;
    setTimeout(() => this.#tell(), 400);
    setTimeout(() => {
      this.#waiting = false;
      this.look();
    }, PAUSE);
  }

  #tell(): void {
    const { timeline, me } = this.model;
    const fresh = timeline.messages.filter(
      (one) => one.created_seq > this.#told && one.author !== me.username && one.deleted_at === null,
    );
    this.#told = timeline.history.newest;
    const only = fresh[0];
    if (!only) return;
    this.element.textContent =
      fresh.length > 1
        ? plural(fresh.length, "{n} new message", "{n} new messages")
        : `${displayName(this.model.person(only.author))}: ${only.body.slice(0, LONGEST)}`;
  }
}
