/** `<room-list>`: the rooms one is in, with what is unread. */
import { openCreateRoom } from "../rooms/create_dialog.ts";
import type { Listed, RoomsStore } from "../rooms/store.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";

const EMPTY = "You are in no room yet. Create one or join one.";

function section(name: string): HTMLElement {
  return h("div", { class: "section" }, h("h2", { class: "section-name" }, name));
}

export class RoomList extends BaseElement {
  #rooms!: RoomsStore;
  #current: number | null = null;
  #kept = new Kept<HTMLElement>();

  /** `current` is the room of the page, marked in the list. */
  start(rooms: RoomsStore, current: number | null): void {
    this.#rooms = rooms;
    this.#current = current;
    this.#decorate();
    this.#render();
    this.onLeave(rooms.watch(onceAFrame(() => this.#render())));
  }

  #render(): void {
    const all = this.#rooms.list();
    const open = all.filter((room) => !room.archived);
    const archived = all.filter((room) => room.archived);
    const nodes = [
      this.#kept.get("rooms", "", () => this.#heading()),
      ...(open.length ? [] : [this.#kept.get("none", "", () => h("p", { class: "side-hint" }, EMPTY))]),
      ...open.map((room) => this.#item(room)),
      ...(archived.length ? [this.#kept.get("archived", "", () => section("Archived"))] : []),
      ...archived.map((room) => this.#item(room)),
    ];
    this.#kept.sweep();
    arrange(this, nodes);
  }

  #heading(): HTMLElement {
    const heading = section("Rooms");
    heading.append(
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Create a room",
          onclick: () => openCreateRoom(),
        },
        icon("plus", "small"),
      ),
    );
    return heading;
  }

  #item(room: Listed): HTMLElement {
    const count = room.archived ? 0 : room.counter.count;
    const shows = [room.name, room.visibility, room.archived, count].join("|");
    return this.#kept.get(`room-${room.id}`, shows, () => this.#link(room, count));
  }

  #link(room: Listed, count: number): HTMLElement {
    return h(
      "a",
      {
        class: count ? "nav unread" : "nav",
        href: `/rooms/${room.id}/`,
        "aria-current": room.id === this.#current ? "page" : null,
      },
      icon(room.archived ? "archive" : room.visibility === "private" ? "lock" : "room"),
      h("span", { class: "name" }, room.name),
      count
        ? h(
            "span",
            { class: "count hot" },
            count > 99 ? "99+" : count,
            h("span", { class: "visually-hidden" }, " unread"),
          )
        : null,
    );
  }

  /** The links above the list are the template's; their icons are ours. */
  #decorate(): void {
    const icons = { inbox: "inbox", directory: "compass", compose: "announce" } as const;
    for (const link of document.querySelectorAll<HTMLElement>("[data-nav]")) {
      const name = icons[link.dataset.nav as keyof typeof icons];
      if (name && !link.querySelector("svg")) link.prepend(icon(name));
    }
  }
}
define("room-list", RoomList);
