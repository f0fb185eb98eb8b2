/** `<room-directory>`: all rooms one may find; search, look in, join, ask to join. */
import { plural, t } from "../i18n.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { Kept } from "../ui/kept.ts";
import { Paged } from "../ui/paged.ts";
import { toastError } from "../ui/toast.ts";
import type { RoomDirectory as Page, RoomSummary } from "../wire.ts";
import { directoryPage, joinRoom } from "./api.ts";
import { openAskToJoin } from "./ask_dialog.ts";
import { openCreateRoom } from "./create_dialog.ts";
import { roomMark } from "./names.ts";
import type { RoomsStore } from "./store.ts";

export class RoomDirectory extends BaseElement {
  #kept = new Kept<HTMLElement>();
  #list = h("ul", { class: "directory", "aria-label": t("Rooms") });
  #paged!: Paged<RoomSummary>;
  #rooms!: RoomsStore;
  /** what one has asked to join here, whatever an answer that was under way says */
  #asked = new Set<number>();

  start(first: Page, rooms: RoomsStore): void {
    this.#rooms = rooms;
    this.#paged = new Paged<RoomSummary>({
      label: t("Find a room"),
      first: { items: first.rooms, next: first.next },
      load: (search, after) =>
        directoryPage(search, after).then((page) => ({ items: page.rooms, next: page.next })),
      nothing: t("No room is called that. Create it, if you like."),
      show: (items) => this.#render(items),
    });
    this.replaceChildren(...(first.rooms.length ? this.#paged.around(this.#list) : [this.#empty()]));
    // What one joined or left here or elsewhere follows.
    this.onLeave(rooms.watch(onceAFrame(() => this.#paged.render())));
    this.#paged.render();
  }

  #empty(): HTMLElement {
    const create = { type: "button", class: "button primary", onclick: () => openCreateRoom() };
    return h(
      "div",
      { class: "empty" },
      h("h2", {}, t("There is no room yet")),
      h("p", {}, t("A room is where people talk and write together. Make the first one.")),
      h("button", create, t("Create a room")),
    );
  }

  #render(rooms: RoomSummary[]): void {
    const nodes = rooms.map((listed) => {
      const room = this.#now(listed);
      const { name, topic, description, emoji, role, members, requested, archived, visibility } = room;
      const shows = [name, topic, description, emoji, role, members, requested, archived, visibility].join(
        "|",
      );
      return this.#kept.get(String(room.id), shows, () => this.#line(room));
    });
    this.#kept.sweep();
    arrange(this.#list, nodes);
  }

  /** The room as it is by now: the list is of the moment when it was asked for. */
  #now(room: RoomSummary): RoomSummary {
    const mine = this.#rooms.get(room.id);
    if (mine) return mine;
    if (room.role !== null) return left(room);
    return this.#asked.has(room.id) ? { ...room, requested: true } : room;
  }

  #line(room: RoomSummary): HTMLElement {
    const people = plural(room.members, "1 member", "{n} members");
    const name = room.abilities.read
      ? h("a", { href: `/rooms/${room.id}/` }, room.name)
      : h("strong", {}, room.name);
    return h(
      "li",
      { class: "directory-item" },
      h("span", { class: "directory-mark" }, roomMark(room)),
      h(
        "div",
        { class: "directory-text" },
        name,
        h("p", { class: "muted" }, room.topic ? `${people} · ${room.topic}` : people),
        room.description ? h("p", { class: "directory-more" }, room.description) : null,
      ),
      this.#act(room),
    );
  }

  #act(room: RoomSummary): HTMLElement {
    const { name } = room;
    if (room.role !== null) return h("span", { class: "tag" }, t("Joined"));
    if (room.requested) return h("span", { class: "tag" }, t("Your request is pending"));
    const button = (words: string, label: string, run: () => void) =>
      h("button", { type: "button", class: "button", "aria-label": label, onclick: run }, words);
    if (room.abilities.join) {
      const join = () => void joinRoom(room.id).then(() => location.assign(`/rooms/${room.id}/`), toastError);
      return button(t("Join"), t("Join {room}", { room: name }), join);
    }
    if (!room.abilities.request) return h("span");
    const asked = () => {
      this.#asked.add(room.id);
      this.#paged.render();
    };
    return button(t("Ask to join"), t("Ask to join {room}", { room: name }), () =>
      openAskToJoin(room, asked),
    );
  }
}

/** The room as it is for somebody who is not in it any more. */
function left(room: RoomSummary): RoomSummary {
  const isPublic = room.visibility === "public";
  const abilities = { ...room.abilities, join: isPublic, read: isPublic, request: room.findable };
  return { ...room, role: null, abilities };
}
define("room-directory", RoomDirectory);
