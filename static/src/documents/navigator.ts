/** The pages of the room at the left of a document: a column that folds away, a drawer where there is little room. */
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { h, must } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { pageIcon } from "./icons.ts";
import { openNewPage } from "./new_dialog.ts";
import { keep, keptChoice } from "./open_state.ts";
import { openRowMenu } from "./row_menu.ts";
import type { DocumentsStore } from "./store.ts";
import { TreeView } from "./tree_view.ts";

const KEY = "collab:page-navigator";
const STATES = ["open", "closed"] as const;
/** Where the column leaves no room for the text, it lies over it. */
const NARROW = matchMedia("(max-width: 1100px)");
/** Only where there is plenty is it open for somebody who never said. */
const PLENTY = matchMedia("(min-width: 1360px)");

export class Navigator {
  readonly button: HTMLButtonElement;
  readonly #column = must("#document-tree");
  readonly #scrim = h("div", { class: "navigator-scrim", hidden: true });
  readonly #tree: TreeView;

  constructor(
    private readonly store: DocumentsStore,
    rooms: RoomsStore,
    current: number,
  ) {
    this.button = h(
      "button",
      {
        type: "button",
        class: "icon-button navigator-toggle not-phone",
        "aria-label": t("Pages of the room"),
        title: t("Pages of the room"),
        "aria-controls": "document-tree",
        onclick: () => this.toggle(),
      },
      pageIcon("tree"),
    );
    const add = (parent: number | null) =>
      openNewPage({
        room: store.room.id,
        parent: parent === null ? null : (store.get(parent) ?? null),
        templates: store.templates(),
      });
    const site = { store, rooms, add };
    this.#tree = new TreeView(store, {
      label: t("Pages"),
      compact: true,
      current,
      nameOf: () => "",
      add,
      menu: (id, button, tree) => openRowMenu(site, id, button, tree),
    });
    this.#column.replaceChildren(
      this.#head(() => add(null)),
      h("div", { class: "navigator-body" }, this.#tree.element),
    );
    this.#column.after(this.#scrim);
    this.#scrim.addEventListener("click", () => this.#set(false));
    this.#column.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !NARROW.matches || event.defaultPrevented) return;
      this.#set(false);
      this.button.focus();
    });
    NARROW.addEventListener("change", () => this.#begin());
    this.#tree.show();
    this.#begin();
  }

  toggle(): void {
    const open = Boolean(this.#column.hidden);
    this.#set(open);
    if (!NARROW.matches) keep(KEY, open ? "open" : "closed");
    if (open && NARROW.matches) this.#column.querySelector<HTMLElement>("a, button")?.focus();
  }

  #begin(): void {
    const kept = keptChoice(KEY, STATES, PLENTY.matches ? "open" : "closed");
    this.#set(!NARROW.matches && kept === "open");
  }

  #set(open: boolean): void {
    this.#column.hidden = !open;
    this.#scrim.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  #head(create: () => void): HTMLElement {
    const { room } = this.store;
    const icons = (label: string, mark: Element, run: () => void) =>
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
        mark,
      );
    return h(
      "div",
      { class: "navigator-head" },
      h("a", { href: `/rooms/${room.id}/documents/` }, t("All pages")),
      room.abilities.create_document ? icons(t("New page"), icon("plus", "small"), create) : null,
      icons(t("Close the pages"), icon("close", "small"), () => {
        this.#set(false);
        if (!NARROW.matches) keep(KEY, "closed");
        this.button.focus();
      }),
    );
  }
}
