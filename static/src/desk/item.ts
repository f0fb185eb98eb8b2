/** One thing on a page of the desk: a line of what and where, its text, and what can be done with it. */
import { t } from "../i18n.ts";
import { roomTitle } from "../rooms/names.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";

export interface Act {
  label: string;
  run: () => unknown;
  danger?: boolean;
}

/** What a room is called; one that is not in the list has been left. */
export function placeName(room: number, rooms: Pick<RoomsStore, "get">): string {
  const known = rooms.get(room);
  return known ? roomTitle(known) : t("a room you are not in");
}

/** Buttons that say it when something fails, and are off while it is done. */
export function actButton({ label, run, danger }: Act): HTMLButtonElement {
  const button = h("button", { type: "button", class: danger ? "button danger" : "button" }, label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await run();
    } catch (error) {
      toastError(error);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** An item of a list: a head (where, when), the text, acts below. */
export function deskItem(head: Child[], body: Child[], acts: Child[]): HTMLElement {
  return h(
    "li",
    { class: "desk-item" },
    h("div", { class: "desk-head" }, ...head),
    h("div", { class: "desk-body" }, ...body),
    acts.length ? h("div", { class: "desk-acts" }, ...acts) : null,
  );
}

/** What an empty page says. */
export function nothing(mark: Parameters<typeof icon>[0], title: string, text: string): HTMLElement {
  return h("div", { class: "empty" }, icon(mark), h("h2", {}, title), h("p", {}, text));
}
