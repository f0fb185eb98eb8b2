/** `<room-directory>`: all rooms one may find; search, look in, join. */
import { best } from "../shell/match.ts";
import { arrange, h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { toastError } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import { joinRoom } from "./api.ts";
import { openCreateRoom } from "./create_dialog.ts";

export class RoomDirectory extends BaseElement {
  #rooms: RoomSummary[] = [];
  #kept = new Kept<HTMLElement>();
  #search = h("input", {
    class: "input",
    type: "search",
    "aria-label": "Find a room",
    placeholder: "Find a room",
  });
  #list = h("ul", { class: "directory", "aria-label": "Rooms" });
  #note = h("p", { class: "hint", role: "status" });

  start(rooms: RoomSummary[]): void {
    this.#rooms = rooms;
    if (rooms.length === 0) this.#empty();
    else {
      this.replaceChildren(this.#search, this.#note, this.#list);
      this.listen(this.#search, "input", () => this.#render());
      this.#render();
    }
  }

  #empty(): void {
    const create = { type: "button", class: "button primary", onclick: () => openCreateRoom() };
    this.replaceChildren(
      h(
        "div",
        { class: "empty" },
        h("h2", {}, "There is no room yet"),
        h("p", {}, "A room is where people talk and write together. Make the first one."),
        h("button", create, "Create a room"),
      ),
    );
  }

  #render(): void {
    const shown = best(
      this.#rooms,
      this.#search.value,
      (room) => room.name,
      (room) => room.topic,
    );
    this.#note.textContent = shown.length ? "" : "No room is called that. Create it, if you like.";
    const nodes = shown.map((room) => this.#kept.get(String(room.id), "", () => this.#line(room)));
    arrange(this.#list, nodes);
  }

  #line(room: RoomSummary): HTMLElement {
    const people = room.members === 1 ? "1 member" : `${room.members} members`;
    const join = () => void joinRoom(room.id).then(() => location.assign(`/rooms/${room.id}/`), toastError);
    return h(
      "li",
      { class: "directory-item" },
      icon(room.visibility === "private" ? "lock" : "room"),
      h(
        "div",
        { class: "directory-text" },
        h("a", { href: `/rooms/${room.id}/` }, room.name),
        h("p", { class: "muted" }, room.topic ? `${people} · ${room.topic}` : people),
      ),
      room.role === null && room.abilities.join
        ? h(
            "button",
            { type: "button", class: "button", "aria-label": `Join ${room.name}`, onclick: join },
            "Join",
          )
        : h("span", { class: "tag" }, "Joined"),
    );
  }
}
define("room-directory", RoomDirectory);
