/** `<pins-panel>`: what is pinned to the room, the newest pin first, live. */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import type { Message, PinList } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { faultLine, skeleton } from "./list_top.ts";
import { messageLine } from "./message_view.ts";
import { withPin } from "./pins.ts";

export class PinsPanel extends BaseElement {
  #page!: ChatPage;
  #pins: Message[] | null = null;
  #fault: string | null = null;
  #shown = false;
  #shows = "";
  #body = h("div", { class: "panel-body pins" });

  start(page: ChatPage, close: () => void): void {
    this.#page = page;
    this.replaceChildren(
      h(
        "div",
        { class: "panel-head" },
        h("h2", {}, t("Pinned messages")),
        h(
          "button",
          { type: "button", class: "icon-button panel-close", "aria-label": t("Close"), onclick: close },
          icon("close", "small"),
        ),
      ),
      this.#body,
    );
    const render = onceAFrame(() => this.#render());
    this.onLeave(
      page.store.hear((message) => {
        if (this.#pins) this.#pins = withPin(this.#pins, message);
        render();
      }),
    );
    this.onLeave(page.store.watch(render));
    this.onLeave(page.store.onReset(() => this.#shown && void this.#load()));
    this.onLeave(page.store.alsoIn((id) => this.#pins?.find((one) => one.id === id)));
  }

  open(): void {
    this.#shown = true;
    void this.#load();
  }

  close(): void {
    this.#shown = false;
  }

  async #load(): Promise<void> {
    this.#fault = null;
    this.#render();
    try {
      const { messages, people } = await api<PinList>("GET", `/rooms/${this.#page.store.room.id}/pins`);
      this.#page.store.learn(people);
      this.#pins = messages;
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
    }
    this.#render();
  }

  #render(): void {
    if (!this.#shown) return;
    const pins = this.#pins;
    const shows = JSON.stringify([this.#fault, pins?.map((one) => [one.id, one.seq, one.pinned])]);
    if (shows === this.#shows) return;
    this.#shows = shows;
    if (this.#fault)
      fill(
        this.#body,
        faultLine(this.#fault, () => this.#load()),
      );
    else if (!pins) fill(this.#body, skeleton());
    else if (pins.length === 0) fill(this.#body, this.#empty());
    else fill(this.#body, ...pins.map((one) => this.#pin(one)));
  }

  #empty(): HTMLElement {
    const how = this.#page.store.room.abilities.moderate
      ? t("Pin what everybody here should find again: the menu of a message has it.")
      : t("What moderators pin stays here to be found again.");
    return h("div", { class: "empty" }, icon("pin"), h("h3", {}, t("Nothing is pinned")), h("p", {}, how));
  }

  #pin(message: Message): HTMLElement {
    const { store } = this.#page;
    const show = () => this.#page.goTo(message.thread ?? message.id);
    return h(
      "div",
      { class: "pin-card" },
      messageLine(message, true, this.#page, true),
      h(
        "div",
        { class: "pin-acts" },
        h("button", { type: "button", class: "button quiet", onclick: show }, t("Show in the room")),
        store.room.abilities.moderate
          ? h(
              "button",
              { type: "button", class: "button quiet", onclick: () => store.acts.pin(message, false) },
              t("Unpin"),
            )
          : null,
      ),
    );
  }
}
define("pins-panel", PinsPanel);
