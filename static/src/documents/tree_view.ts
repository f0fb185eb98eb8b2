/** The tree of a room's pages: a treegrid whose rows one walks through, opens, drags, renames. */
import { t } from "../i18n.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { Kept } from "../ui/kept.ts";
import { announce } from "../ui/live_region.ts";
import { toastError } from "../ui/toast.ts";
import type { DocumentInfo } from "../wire.ts";
import { fitting } from "./listing.ts";
import { type Step, step } from "./moves.ts";
import { addressOf, titleOf } from "./names.ts";
import { OpenPages } from "./open_state.ts";
import { renameInline } from "./rename.ts";
import { type RowView, rowShows, rowView } from "./row_view.ts";
import type { DocumentsStore } from "./store.ts";
import type { Move, Row, Sort, Tree } from "./tree.ts";
import { TreeDrag } from "./tree_drag.ts";
import { treeKey } from "./tree_keys.ts";

export interface TreeOptions {
  label: string;
  /** without the columns of author and time */
  compact: boolean;
  /** the page one is on */
  current: number | null;
  /** their name, by username */
  nameOf(username: string): string;
  add(parent: number): void;
  menu(id: number, button: HTMLElement, tree: TreeView): void;
  /** after every change of what is shown */
  shown?(rows: number): void;
}

const INDENT = { full: 20, compact: 14 };

export class TreeView {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #open = new OpenPages();
  readonly #kept = new Kept<HTMLElement>((row) => row.querySelector(".page-rename") !== null);
  #rows: Row<DocumentInfo>[] = [];
  #tree: Tree<DocumentInfo>;
  #sort: Sort = "own";
  #query = "";
  /** the row that Tab leads to */
  #at: number | null;

  constructor(
    private readonly store: DocumentsStore,
    private readonly options: TreeOptions,
  ) {
    this.#tree = store.tree();
    this.#at = options.current;
    this.#list = h("div", { role: "treegrid", class: "page-rows", "aria-label": options.label });
    const indent = options.compact ? INDENT.compact : INDENT.full;
    this.element = h("div", { class: options.compact ? "page-tree compact" : "page-tree" }, this.#list);
    this.element.style.setProperty("--indent", `${indent}px`);
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("focusin", (event) => this.#focused(event));
    this.#list.addEventListener("dblclick", (event) => this.#clickedTwice(event));
    new TreeDrag(this.#list, this.#site, indent);
    store.watch(onceAFrame(() => this.show()));
    this.#reveal(options.current);
  }

  set sort(sort: Sort) {
    this.#sort = sort;
    this.show();
  }

  set query(query: string) {
    this.#query = query.trim();
    this.show();
  }

  /** The order on the screen is the one that moves change. */
  get ordered(): boolean {
    return this.#sort === "own" && this.#query === "";
  }

  show(): void {
    this.#tree = this.store.tree(this.#sort);
    this.#rows = this.#query ? this.#tree.found(fitting(this.#query)) : this.#tree.rows(this.#open.has);
    const had = this.#focusedPart();
    const rows = this.#rows.map((row) => this.#row(row));
    this.#kept.sweep();
    arrange(this.#list, rows);
    this.#list.hidden = rows.length === 0;
    this.#rove();
    had?.();
    this.options.shown?.(rows.length);
  }

  focus(id: number): void {
    this.#at = id;
    this.#rove();
    this.#element(id)?.focus();
  }

  setOpen(id: number, open: boolean): void {
    this.#open.set(id, open);
    this.show();
  }

  can(id: number, which: Step): boolean {
    return this.ordered && this.store.may(id, "edit") && step(this.#tree, id, which) !== null;
  }

  step(id: number, which: Step): void {
    const move = this.can(id, which) ? step(this.#tree, id, which) : null;
    if (!move) {
      announce(t("It cannot go there."));
      return;
    }
    if (which === "into" && move.parent !== null) this.#open.set(move.parent, true);
    void this.#move(move);
    this.focus(id);
  }

  rename(id: number): void {
    const page = this.store.get(id);
    const link = this.#element(id)?.querySelector<HTMLElement>(".page-name");
    if (!page || !link || !this.store.may(id, "edit")) return;
    const save = (title: string) => this.store.change(id, { title });
    renameInline(link, page.title, save, (byKey) => {
      this.show();
      if (byKey) this.focus(id);
    });
  }

  readonly #site = {
    tree: () => this.#tree,
    rows: () => this.#rows,
    ordered: () => this.ordered,
    open: (id: number) => this.setOpen(id, true),
    move: (move: Move) => void this.#move(move),
    focus: (id: number) => this.focus(id),
    setOpen: (id: number, open: boolean) => this.setOpen(id, open),
    step: (id: number, which: Step) => this.step(id, which),
    rename: (id: number) => this.rename(id),
    visit: (id: number, newTab: boolean) => {
      if (newTab) open(addressOf({ id }), "_blank", "noopener");
      else location.assign(addressOf({ id }));
    },
  };

  readonly #acts = {
    toggle: (id: number) => this.setOpen(id, !this.#open.has(id)),
    add: (id: number) => this.options.add(id),
    menu: (id: number, button: HTMLElement) => this.options.menu(id, button, this),
  };

  async #move(move: Move): Promise<void> {
    const answered = this.store.move(move);
    const title = titleOf(this.store.get(move.id) ?? { title: "" });
    const parent = move.parent === null ? null : this.store.get(move.parent);
    announce(
      parent
        ? t("{page} stands under {parent} now.", { page: title, parent: titleOf(parent) })
        : t("{page} stands at the top now.", { page: title }),
    );
    await answered.catch(toastError);
  }

  /** The page one is on shall be seen. */
  #reveal(id: number | null): void {
    if (id === null) return;
    for (const above of this.#tree.ancestors(id)) this.#open.set(above.id, true);
  }

  #row(row: Row<DocumentInfo>): HTMLElement {
    const { page } = row;
    const { compact, current, nameOf } = this.options;
    const edits = this.store.may(page.id, "edit");
    const view: RowView = {
      row,
      favourite: this.store.isFavourite(page.id),
      current: page.id === current,
      draggable: edits,
      growing: edits && this.store.room.abilities.create_document,
      by: compact ? null : nameOf(page.created_by),
    };
    return this.#kept.get(String(page.id), rowShows(view), () => rowView(view, this.#acts));
  }

  /** Only one row, and what is in it, is reached by Tab. */
  #rove(): void {
    if (!this.#rows.some(({ page }) => page.id === this.#at)) this.#at = this.#rows[0]?.page.id ?? null;
    for (const row of this.#list.children as HTMLCollectionOf<HTMLElement>) {
      const index = Number(row.dataset.page) === this.#at ? 0 : -1;
      row.tabIndex = index;
      for (const button of row.querySelectorAll<HTMLElement>(".page-tools button")) button.tabIndex = index;
    }
  }

  /** The way to give the keyboard back to what has it now, should its element be replaced or moved. */
  #focusedPart(): (() => void) | null {
    const active = document.activeElement;
    const row = active?.closest<HTMLElement>("[data-page]");
    if (!(active instanceof HTMLElement) || !row || !this.#list.contains(row)) return null;
    const button = [...row.querySelectorAll("button")].indexOf(active as HTMLButtonElement);
    return () => {
      if (document.activeElement === active) return;
      const now = this.#element(Number(row.dataset.page));
      (now?.querySelectorAll("button")[button] ?? now)?.focus();
    };
  }

  #element(id: number): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`[data-page="${id}"]`);
  }

  #key(event: KeyboardEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-page]");
    if (!row) return;
    if (treeKey(event, Number(row.dataset.page), event.target === row, this.#site)) event.preventDefault();
  }

  #focused(event: FocusEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-page]");
    if (!row) return;
    this.#at = Number(row.dataset.page);
    this.#rove();
  }

  #clickedTwice(event: MouseEvent): void {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("[data-page]");
    if (row && !target.closest("a, button, input")) this.rename(Number(row.dataset.page));
  }
}
