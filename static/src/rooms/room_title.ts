/** `<room-title>`: name and topic, kept up to date. */

import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import type { RoomView } from "./room_view.ts";

export class RoomTitle extends BaseElement {
  #shown = "";

  start(store: RoomView): void {
    const show = () => {
      const { name, topic, visibility, archived } = store.room;
      const shows = [name, topic, visibility, archived].join("|");
      if (shows === this.#shown) return;
      this.#shown = shows;
      fill(
        this,
        h(
          "h1",
          {},
          visibility === "private" ? icon("lock", "small") : "# ",
          visibility === "private" ? h("span", { class: "visually-hidden" }, "Private room ") : null,
          name,
        ),
        archived ? h("span", { class: "tag" }, "Archived") : null,
        topic ? h("p", { class: "topic", title: topic }, topic) : null,
      );
    };
    show();
    this.onLeave(store.watch(onceAFrame(show)));
  }
}
define("room-title", RoomTitle);
