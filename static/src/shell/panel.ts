/** The right column: closable and remembered; over the page on narrow windows, a page of its own on phones. */
const KEY = "collab:panel";

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export class Panel {
  #narrow = matchMedia("(max-width: 1100px)");
  #opener: Element | null = null;

  /** `told` hears whether the panel is open. */
  constructor(
    private readonly element: HTMLElement,
    private readonly told: (open: boolean) => void,
  ) {
    element.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && this.#narrow.matches && this.close(),
    );
    // On a phone the panel is a page: the back gesture closes it instead of leaving the room.
    addEventListener("popstate", () => this.#narrow.matches && this.#show(false));
  }

  /** As it was left; on narrow windows closed. */
  restore(): void {
    this.#show(!this.#narrow.matches && remembered() !== "closed");
  }

  toggle(): void {
    if (this.element.hidden) this.open();
    else this.close();
  }

  open(): void {
    if (!this.element.hidden) return;
    this.#opener = document.activeElement;
    if (this.#narrow.matches) history.pushState({ panel: true }, "");
    this.#remember("open");
    this.#show(true);
    if (this.#narrow.matches) this.element.querySelector<HTMLElement>("button")?.focus();
  }

  close(): void {
    if (this.#narrow.matches && history.state?.panel) {
      history.back(); // popstate closes
      return;
    }
    this.#remember("closed");
    this.#show(false);
  }

  #show(open: boolean): void {
    this.element.hidden = !open;
    this.told(open);
    if (!open && this.#opener instanceof HTMLElement) this.#opener.focus();
    if (!open) this.#opener = null;
  }

  #remember(state: "open" | "closed"): void {
    try {
      if (!this.#narrow.matches) localStorage.setItem(KEY, state);
    } catch {
      // then it is not remembered
    }
  }
}
