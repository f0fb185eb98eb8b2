/** On a phone the workspace is a drawer. */
import { must } from "../ui/dom.ts";

export function startDrawer(): void {
  const app = must("#app");
  const buttons = document.querySelectorAll<HTMLElement>("[data-open-drawer]");
  const set = (open: boolean) => {
    app.classList.toggle("drawer-open", open);
    for (const button of buttons) button.setAttribute("aria-expanded", String(open));
    must("#main").inert = open;
    if (open) must("#workspace a, #workspace button").focus();
  };
  for (const button of buttons) button.addEventListener("click", () => set(true));
  document.querySelector("[data-close-drawer]")?.addEventListener("click", () => set(false));
  // A link to the page one is on (or back/forward) keeps this page alive: never come back to an open drawer.
  addEventListener("pageshow", () => set(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !app.classList.contains("drawer-open")) return;
    set(false);
    buttons[0]?.focus();
  });
}
