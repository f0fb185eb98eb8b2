/** A click on a face, a name or a mention opens the person's card. The card itself is only loaded then. */
import type { RoomsStore } from "../rooms/store.ts";
import { toastError } from "../ui/toast.ts";

/** Whom a click means: `data-person` is a username; inside of other links and buttons it means those. */
export function personAt(target: EventTarget | null): { anchor: HTMLElement; username: string } | null {
  if (!(target instanceof Element)) return null;
  const anchor = target.closest<HTMLElement>("[data-person]");
  const username = anchor?.dataset.person;
  if (!anchor || !username) return null;
  const control = anchor.closest("a, button, label, [role=option]");
  return control && control !== anchor ? null : { anchor, username };
}

export function startCards(rooms: RoomsStore): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const found = personAt(event.target);
    if (!found) return;
    event.preventDefault();
    void import("./card.ts").then((card) => card.openCard(found.anchor, found.username, rooms), toastError);
  });
}
