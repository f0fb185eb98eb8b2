/** `<room-list>`: favourites, rooms, direct messages, archived ones, with what is unread; in the person's own order. */
import { t } from "../i18n.ts";
import { openNewMessage } from "../people/new_message.ts";
import { preferences } from "../preferences/mine.ts";
import { openCreateRoom } from "../rooms/create_dialog.ts";
import { SECTIONS, type SectionName } from "../rooms/sections.ts";
import type { Listed, RoomsStore } from "../rooms/store.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { type ItemView, itemShows, roomItem } from "./room_item.ts";
import { openRoomMenu } from "./room_menu.ts";
import { RoomMoves } from "./room_moves.ts";
import { Folded } from "./room_sections.ts";

const NAV_ICONS: Record<string, IconName> = {
  inbox: "inbox",
  threads: "reply",
  documents: "document",
  later: "bookmark",
  directory: "compass",
  people: "people",
  administration: "shield",
  broadcasts: "announce",
};

function title(name: SectionName): string {
  return {
    favourites: t("Favourites"),
    rooms: t("Rooms"),
    direct: t("Direct messages"),
    archived: t("Archived"),
  }[name];
}

export class RoomList extends BaseElement {
  #rooms!: RoomsStore;
  #moves!: RoomMoves;
  #current: number | null = null;
  #kept = new Kept<HTMLElement>();
  #folded = new Folded();

  /** `current` is the room of the page, marked in the list. */
  start(rooms: RoomsStore, current: number | null): void {
    this.#rooms = rooms;
    this.#moves = new RoomMoves(rooms);
    this.#current = current;
    this.#decorate();
    this.#render();
    const soon = onceAFrame(() => this.#render());
    this.onLeave(rooms.watch(soon));
    this.onLeave(preferences().watch(soon));
    this.listen(this, "keydown", (event: KeyboardEvent) => this.#key(event));
  }

  #render(): void {
    const found = this.#rooms.sections();
    const focused = document.activeElement;
    const nodes = SECTIONS.filter((name) => name === "rooms" || name === "direct" || found[name].length).map(
      (name) => this.#section(name, found[name]),
    );
    this.#kept.sweep();
    arrange(this, nodes);
    // An element that is moved in the page loses the keyboard; it gets it back.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.contains(focused))
      focused.focus();
  }

  #section(name: SectionName, rooms: Listed[]): HTMLElement {
    const folded = this.#folded.has(name);
    const section = this.#kept.get(`section-${name}`, "", () => {
      const list = h("ul", { class: "room-section", "aria-label": title(name) });
      this.#moves.accept(list, name);
      return h("div", { class: "room-group", "data-section": name }, list);
    });
    const list = section.querySelector("ul") as HTMLElement;
    const heading = this.#kept.get(`heading-${name}`, `${folded}|${rooms.length === 0}`, () =>
      this.#heading(name, folded),
    );
    const shown = folded ? rooms.filter((room) => this.#stays(room)) : rooms;
    arrange(
      list,
      shown.map((room) => this.#item(room)),
    );
    list.hidden = shown.length === 0;
    const hint = rooms.length === 0 && !folded ? this.#hint(name) : null;
    arrange(section, hint ? [heading, list, hint] : [heading, list]);
    return section;
  }

  /** In a folded section stays what one is in, and what waits. */
  #stays(room: Listed): boolean {
    return room.id === this.#current || (!room.archived && room.counter.count > 0);
  }

  #heading(name: SectionName, folded: boolean): HTMLElement {
    const toggle = () => {
      this.#folded.toggle(name);
      this.#render();
      this.querySelector<HTMLElement>(`[data-section="${name}"] .section-name`)?.focus();
    };
    const button = h(
      "button",
      { type: "button", class: "section-name", "aria-expanded": String(!folded), onclick: toggle },
      title(name),
      icon("chevronDown", "small"),
    );
    return h("div", { class: "section" }, h("h2", {}, button), this.#adder(name));
  }

  #adder(name: SectionName): HTMLElement | null {
    const adders: Partial<Record<SectionName, [string, () => void]>> = {
      rooms: [t("Create a room"), openCreateRoom],
      direct: [t("New message"), openNewMessage],
    };
    const [label, onclick] = adders[name] ?? [];
    if (!label || !onclick) return null;
    const attributes = { type: "button", class: "icon-button", "aria-label": label, title: label };
    return h("button", { ...attributes, onclick: () => onclick() }, icon("plus", "small"));
  }

  #hint(name: SectionName): HTMLElement {
    const words =
      name === "rooms"
        ? t("You are in no room yet. Create one or join one.")
        : t("Write to one person or a few: press +.");
    return this.#kept.get(`hint-${name}`, "", () => h("p", { class: "side-hint" }, words));
  }

  #item(room: Listed): HTMLElement {
    const other = room.kind === "direct" ? room.people[0] : undefined;
    const view: ItemView = {
      room,
      current: room.id === this.#current,
      here: other && this.#rooms.presence.known ? this.#rooms.presence.of(other.username) : null,
      unread: room.archived ? 0 : room.counter.count,
      mentions: room.archived ? 0 : room.mentioned.count,
      muted: preferences().volumeOf(`room:${room.id}`) === "nothing",
    };
    return this.#kept.get(`room-${room.id}`, itemShows(view), () =>
      roomItem(view, (id, button) => this.#menu(id, button)),
    );
  }

  #menu(id: number, button: HTMLElement): void {
    const room = this.#rooms.get(id); // as it is now, not as when the button was made
    if (room) openRoomMenu(button, room, this.#rooms, this.#moves);
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = (event.target as Element).closest<HTMLElement>("[data-room]");
    if (!by || !item || !event.altKey || !event.shiftKey) return;
    event.preventDefault();
    this.#moves.step(Number(item.dataset.room), by as -1 | 1);
  }

  /** The links above the list are the template's; their icons are ours. */
  #decorate(): void {
    for (const link of document.querySelectorAll<HTMLElement>("[data-nav]")) {
      const name = NAV_ICONS[link.dataset.nav ?? ""];
      if (name && !link.querySelector("svg")) link.prepend(icon(name));
    }
  }
}
define("room-list", RoomList);
