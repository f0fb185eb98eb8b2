/** `<draft-list>`: what was begun in rooms and threads, on whichever device. */
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { confirm } from "../ui/dialog.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { Draft } from "../wire.ts";
import { actButton, deskItem, nothing, placeName } from "./item.ts";
import type { DeskStore } from "./store.ts";

export class DraftList extends BaseElement {
  #desk!: DeskStore;
  #rooms!: RoomsStore;

  start(desk: DeskStore, rooms: RoomsStore): void {
    this.#desk = desk;
    this.#rooms = rooms;
    const soon = onceAFrame(() => this.#draw());
    this.onLeave(desk.watch(soon));
    this.onLeave(rooms.watch(soon));
    this.#draw();
  }

  #draw(): void {
    const drafts = this.#desk.drafts();
    fill(
      this,
      drafts.length
        ? h("ul", { class: "desk-list", "aria-label": t("Drafts") }, ...drafts.map((one) => this.#item(one)))
        : nothing(
            "edit",
            t("No drafts"),
            t("What you begin to write is kept, and waits for you on every device."),
          ),
    );
  }

  #item(draft: Draft): HTMLElement {
    const thread = draft.thread === null ? "" : `?thread=${draft.thread}`;
    const link = `/rooms/${draft.room}/${thread}`;
    return deskItem(
      [
        h("a", { class: "desk-place", href: link }, placeName(draft.room, this.#rooms)),
        thread ? h("span", { class: "muted" }, t("in a thread")) : null,
        timeElement(draft.updated_at, ago(draft.updated_at)),
      ],
      [h("p", { class: "desk-text" }, draft.body)],
      [
        h("a", { class: "button", href: link }, t("Go on writing")),
        actButton({ label: t("Delete"), run: () => this.#delete(draft) }),
      ],
    );
  }

  async #delete(draft: Draft): Promise<void> {
    const sure = await confirm({
      title: t("Delete this draft?"),
      text: t("What you began to write is gone then, on every device."),
      yes: t("Delete"),
      danger: true,
    });
    if (sure) this.#desk.keepDraft(draft.room, "", draft.thread);
  }
}

define("draft-list", DraftList);
