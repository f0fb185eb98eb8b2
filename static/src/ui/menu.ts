/** Small panels at a button: menus and explanations. The browser's popover closes them on Escape and outside clicks. */
import { type Child, h } from "./dom.ts";
import { type IconName, icon } from "./icons.ts";

export interface MenuOptions {
  label: string;
  onClose?: () => void;
}

/** Open at `anchor`; a second click on the anchor closes. Returns the way to close. */
export function openMenu(anchor: HTMLElement, children: Child[], options: MenuOptions): () => void {
  const menu = h(
    "div",
    { class: "menu", popover: "auto", role: "dialog", "aria-label": options.label },
    ...children,
  );
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    menu.remove();
    anchor.removeAttribute("aria-expanded");
    options.onClose?.();
  });
  menu.addEventListener("keydown", (event) => rove(menu, event));
  // Inside an open dialog everything else is inert, so the menu has to live in it.
  (anchor.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(menu, anchor);
  menu.querySelector<HTMLElement>("button, a, input")?.focus();
  return () => menu.hidePopover();
}

/** Below the anchor if there is room, else above; never outside the window. */
export function place(menu: HTMLElement, anchor: HTMLElement): void {
  const from = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = from.bottom + 4 + size.height <= innerHeight;
  const left = Math.min(Math.max(8, from.left), innerWidth - size.width - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? from.bottom + 4 : Math.max(8, from.top - 4 - size.height)}px`;
}

function rove(menu: HTMLElement, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...menu.querySelectorAll<HTMLElement>("button, a")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
  event.preventDefault();
}

/** One line of a menu. */
export function menuItem(label: string, iconName: IconName | null, run: () => void): HTMLButtonElement {
  return h(
    "button",
    {
      type: "button",
      class: "menu-item",
      onclick: (event: Event) => {
        (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
        run();
      },
    },
    iconName ? icon(iconName) : null,
    label,
  );
}
