/**
 * The right column of a room: one of several panels, or none. Closable and remembered; over the page on narrow
 * windows, and a page of its own on phones, where the back gesture closes it instead of leaving the room.
 */

const ROOM_KEY = "collab:panel";

export interface SidePanel {
  readonly element: HTMLElement;
  /** it is shown; `what` is what it was asked to show */
  opened?(what: number | null): void;
  closed?(): void;
}

interface Place {
  panel: string;
  what: number | null;
}

export class SidePanels {
  #narrow = matchMedia("(max-width: 1100px)");
  #shown: Place | null = null;
  #opener: Element | null = null;
  #watchers = new Set<(panel: string | null) => void>();

  /** `key`: under which this device remembers what was open. */
  constructor(
    private readonly panels: Record<string, SidePanel>,
    private readonly key = ROOM_KEY,
  ) {
    for (const { element } of Object.values(panels))
      element.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("popstate", () => {
      if (!this.#narrow.matches) return;
      const place = history.state?.side as Place | undefined;
      this.#show(place && panels[place.panel] ? place : null);
    });
  }

  /** Called with the name of the panel that is shown, or null. */
  watch(watcher: (panel: string | null) => void): void {
    this.#watchers.add(watcher);
    watcher(this.#shown?.panel ?? null);
  }

  get shown(): string | null {
    return this.#shown?.panel ?? null;
  }

  /** As it was left; on narrow windows closed. */
  restore(otherwise: string): void {
    if (this.#narrow.matches || this.#shown) return;
    const panel = remembered(this.key) ?? otherwise;
    if (this.panels[panel]) this.#show({ panel, what: null });
  }

  toggle(panel: string): void {
    if (this.#shown?.panel === panel) this.close();
    else this.open(panel);
  }

  open(panel: string, what: number | null = null): void {
    const shown = this.#shown;
    if (shown?.panel === panel && shown.what === what) return;
    if (!shown) this.#opener = document.activeElement;
    if (this.#narrow.matches) {
      const state = { ...history.state, side: { panel, what } };
      if (shown) history.replaceState(state, "");
      else history.pushState(state, "");
    } else if (what === null) remember(this.key, panel);
    this.#show({ panel, what });
    if (this.#narrow.matches) this.panels[panel]?.element.querySelector<HTMLElement>("button")?.focus();
  }

  close(): void {
    if (this.#narrow.matches && history.state?.side) {
      history.back(); // popstate closes
      return;
    }
    if (this.#shown?.what === null) remember(this.key, "closed");
    this.#show(null);
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#narrow.matches) return;
    event.preventDefault();
    this.close();
  }

  #show(place: Place | null): void {
    const before = this.#shown;
    this.#shown = place;
    for (const [name, panel] of Object.entries(this.panels)) {
      panel.element.hidden = name !== place?.panel;
      if (name === before?.panel && name !== place?.panel) panel.closed?.();
    }
    if (place) this.panels[place.panel]?.opened?.(place.what);
    else if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    if (!place) this.#opener = null;
    for (const watcher of this.#watchers) watcher(place?.panel ?? null);
  }
}

function remembered(key: string): string | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === "open" ? "members" : kept;
  } catch {
    return null;
  }
}

function remember(key: string, panel: string): void {
  try {
    localStorage.setItem(key, panel);
  } catch {
    // then it is not remembered
  }
}
