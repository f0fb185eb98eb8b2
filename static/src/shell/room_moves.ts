/** Moving rooms in the list: by drag and drop, by Alt-Shift-arrow, by the menu. The order is the person's own. */
import { t } from "../i18n.ts";
import { roomName } from "../rooms/names.ts";
import { placeAt, type SectionName, sectionOf } from "../rooms/sections.ts";
import type { Listed, RoomsStore } from "../rooms/store.ts";
import { announce } from "../ui/live_region.ts";
import { toastError } from "../ui/toast.ts";

export class RoomMoves {
  #dragged: number | null = null;

  constructor(private readonly rooms: RoomsStore) {}

  /** One place up (-1) or down (1) within its section; false when it is at the end already. */
  step(id: number, by: -1 | 1): boolean {
    const room = this.rooms.get(id);
    if (!room || room.archived) return false;
    const section = this.rooms.sections()[sectionOf(room)];
    const at = section.indexOf(room);
    const to = at + by;
    if (to < 0 || to >= section.length) return false;
    this.#put(room, section, to);
    const values = { room: roomName(room), place: to + 1, of: section.length };
    announce(t("{room} is at place {place} of {of} now.", values));
    return true;
  }

  /** Listen on a section's list. */
  accept(list: HTMLElement, name: SectionName): void {
    list.addEventListener("dragstart", (event) => this.#start(event));
    list.addEventListener("dragend", () => this.#end());
    list.addEventListener("dragover", (event) => this.#over(event, list, name));
    list.addEventListener("dragleave", (event) => {
      if (!list.contains(event.relatedTarget as Node | null)) clearMarks(list);
    });
    list.addEventListener("drop", (event) => this.#drop(event, list, name));
  }

  #start(event: DragEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("[data-room]");
    if (!item || !event.dataTransfer) return;
    this.#dragged = Number(item.dataset.room);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.querySelector("a")?.href ?? "");
    item.classList.add("dragged");
  }

  #end(): void {
    this.#dragged = null;
    for (const item of document.querySelectorAll(".room-item.dragged")) item.classList.remove("dragged");
    clearMarks(document);
  }

  /** A room may be dropped in its own section, and into or out of the favourites. */
  #welcome(name: SectionName): Listed | null {
    const room = this.#dragged === null ? undefined : this.rooms.get(this.#dragged);
    if (!room || name === "archived") return null;
    const home = sectionOf({ ...room, favourite: false });
    return name === "favourites" || name === home ? room : null;
  }

  #over(event: DragEvent, list: HTMLElement, name: SectionName): void {
    if (!this.#welcome(name)) return;
    event.preventDefault();
    clearMarks(document);
    const { item, after } = target(list, event.clientY);
    item?.classList.add(after ? "drop-after" : "drop-before");
  }

  #drop(event: DragEvent, list: HTMLElement, name: SectionName): void {
    const room = this.#welcome(name);
    if (!room) return;
    event.preventDefault();
    const { item, after } = target(list, event.clientY);
    this.#end();
    const section = this.rooms.sections()[name];
    const others = section.filter((one) => one !== room);
    const at = others.findIndex(({ id }) => id === Number(item?.dataset.room));
    const wanted = name === "favourites";
    if (wanted !== room.favourite) this.rooms.favour(room.id, wanted).catch(toastError);
    if (item && Number(item.dataset.room) === room.id) return; // dropped on itself
    this.#put(room, section, at < 0 ? others.length : at + Number(after));
  }

  #put(room: Listed, section: Listed[], index: number): void {
    const others = section.filter((one) => one !== room);
    for (const [id, position] of placeAt(others, room, index)) {
      this.rooms.place(id, position).catch(toastError);
    }
  }
}

/** The line nearest to the pointer, and whether the pointer is in its lower half. */
function target(list: HTMLElement, y: number): { item: HTMLElement | null; after: boolean } {
  for (const item of list.querySelectorAll<HTMLElement>("[data-room]")) {
    const { top, height } = item.getBoundingClientRect();
    if (y < top + height) return { item, after: y > top + height / 2 };
  }
  return { item: list.querySelector<HTMLElement>("[data-room]:last-child"), after: true };
}

function clearMarks(within: ParentNode): void {
  for (const item of within.querySelectorAll(".drop-before, .drop-after"))
    item.classList.remove("drop-before", "drop-after");
}
