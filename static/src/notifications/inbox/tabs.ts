/** The tabs of the inbox: which list is looked at. */
import { must } from "../../ui/dom.ts";
import { TABS, type Tab } from "../filters.ts";

export class Tabs {
  readonly #tabs = TABS.map((tab) => must<HTMLButtonElement>(`#tab-${tab}`));

  constructor(private readonly choose: (tab: Tab) => void) {
    this.#tabs.forEach((element, index) => {
      element.addEventListener("click", () => this.choose(TABS[index] as Tab));
      element.addEventListener("keydown", (event) => this.#key(event, index));
    });
  }

  show(chosen: Tab, unread: number): void {
    this.#tabs.forEach((element, index) => {
      const on = TABS[index] === chosen;
      element.setAttribute("aria-selected", String(on));
      element.tabIndex = on ? 0 : -1;
    });
    must("#unread-count").textContent = unread ? String(unread) : "";
  }

  #key(event: KeyboardEvent, index: number): void {
    const last = this.#tabs.length - 1;
    const to = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(TABS[to] as Tab);
    this.#tabs[to]?.focus();
  }
}
