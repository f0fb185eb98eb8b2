/** The page of one's documents of all rooms: those one had open, favourites, those that others shared. */
import { t } from "../i18n.ts";
import { startShell } from "../shell/start.ts";
import { arrange, fill, h, must, readJson } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { Kept } from "../ui/kept.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { ShelvedDocument } from "../wire.ts";
import { myDocuments, type Scope } from "./api.ts";
import { fitting } from "./listing.ts";
import { addressOf, markOf, titleOf } from "./names.ts";

interface Boot {
  scope: Scope;
  documents: ShelvedDocument[];
}

const SCOPES: readonly Scope[] = ["recent", "favourites", "shared"];

class ShelfPage {
  #scope: Scope;
  #documents: readonly ShelvedDocument[];
  #asked = 0;
  readonly #kept = new Kept<HTMLElement>();
  readonly #buttons = new Map<Scope, HTMLElement>();
  readonly #list = h("ul", { class: "shelf", "aria-label": t("Documents") });
  readonly #note = h("p", { class: "hint", role: "status" });
  readonly #filter = h("input", {
    class: "input",
    type: "search",
    "aria-label": t("Filter pages"),
    placeholder: t("Filter pages"),
  });

  constructor(boot: Boot) {
    this.#scope = boot.scope;
    this.#documents = boot.documents;
    const { realtime, go } = startShell();
    const bar = h(
      "div",
      { class: "page-tools-bar" },
      this.#scopes(),
      h("div", { class: "page-finding" }, this.#filter),
    );
    must("#shelf").append(bar, this.#note, this.#list);
    this.#filter.addEventListener("input", () => this.#show());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.#load();
    });
    const heard = () => void this.#load();
    realtime.on("document.removed", ({ id }) => this.#documents.some((one) => one.id === id) && heard());
    realtime.on("document.updated", ({ document }) => {
      const known = this.#documents.find((one) => one.id === document.id);
      if (known && (known.title !== document.title || known.icon !== document.icon)) heard();
    });
    this.#mark();
    this.#show();
    setInterval(() => this.#show(), 60_000); // the times grow old
    go();
  }

  #scopes(): HTMLElement {
    const names: Record<Scope, string> = {
      recent: t("Recent"),
      favourites: t("Favourites"),
      shared: t("Shared with me"),
    };
    for (const one of SCOPES) {
      const attributes = { type: "button", class: "segment", onclick: () => this.#go(one) };
      this.#buttons.set(one, h("button", attributes, names[one]));
    }
    return h(
      "div",
      { class: "segments", role: "group", "aria-label": t("What is shown") },
      ...this.#buttons.values(),
    );
  }

  #go(scope: Scope): void {
    if (scope === this.#scope) return;
    this.#scope = scope;
    this.#documents = [];
    history.replaceState(null, "", scope === "recent" ? location.pathname : `?scope=${scope}`);
    this.#mark();
    arrange(this.#list, []);
    this.#note.textContent = t("Loading…");
    void this.#load();
  }

  #mark(): void {
    for (const [scope, button] of this.#buttons)
      button.setAttribute("aria-pressed", String(scope === this.#scope));
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const documents = await myDocuments(this.#scope);
      if (asked !== this.#asked) return;
      this.#documents = documents;
      this.#show();
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const again = h(
      "button",
      { type: "button", class: "button", onclick: () => void this.#load() },
      t("Try again"),
    );
    fill(this.#note, faultWords(error), " ", again);
  }

  #show(): void {
    const query = this.#filter.value.trim();
    const shown = this.#documents.filter(fitting(query));
    const lines = shown.map((one) =>
      this.#kept.get(String(one.id), JSON.stringify([one.title, one.icon, one.room_name, ago(one.at)]), () =>
        line(one),
      ),
    );
    this.#kept.sweep();
    arrange(this.#list, lines);
    this.#list.hidden = lines.length === 0;
    this.#note.textContent = lines.length ? "" : query ? t("No page is called that.") : this.#nothing();
  }

  #nothing(): string {
    return {
      recent: t("Documents that you open stand here."),
      favourites: t("Give a document a star, and it stands here."),
      shared: t("Documents that somebody shares with you, and not with a whole room, stand here."),
    }[this.#scope];
  }
}

function line(one: ShelvedDocument): HTMLElement {
  return h(
    "li",
    {},
    h(
      "a",
      { class: "shelf-line", href: addressOf(one) },
      markOf(one),
      h("span", { class: "name" }, titleOf(one)),
      h("span", { class: "shelf-room" }, one.room_name ? `# ${one.room_name}` : ""),
      timeElement(one.at, ago(one.at)),
    ),
  );
}

/** Wires the page. */
export function startShelf(): void {
  const boot = readJson<Boot>("boot");
  if (!boot) throw new Error("The page has no shelf.");
  new ShelfPage(boot);
}
