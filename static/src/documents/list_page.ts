/** The page of a room's documents: the tree, what one keeps at hand, templates, the trash. */
import { t } from "../i18n.ts";
import { type Shell, startShell } from "../shell/start.ts";
import { displayName } from "../ui/avatar.ts";
import { h, must, onceAFrame, readJson } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";
import { pageIcon } from "./icons.ts";
import { chooseFiles, importFiles } from "./import_files.ts";
import { ListTools, type ViewName } from "./list_tools.ts";
import { openNewPage } from "./new_dialog.ts";
import { PageCards } from "./page_cards.ts";
import { openRowMenu } from "./row_menu.ts";
import { DocumentsStore } from "./store.ts";
import { TemplatesView } from "./templates_view.ts";
import { TrashView } from "./trash_view.ts";
import { TreeView } from "./tree_view.ts";
import type { ListBoot } from "./types.ts";

/** So many of those one had open last stand above the tree, and only when there are more pages than fit a glance. */
const RECENT = 4;

class DocumentsPage {
  readonly #shell: Shell;
  readonly #store: DocumentsStore;
  readonly #tree: TreeView;
  readonly #tools: ListTools;
  readonly #favourites: PageCards;
  readonly #recent: PageCards;
  readonly #templates: TemplatesView;
  readonly #trash: TrashView;
  readonly #nothing = h("p", { class: "hint", role: "status" });
  readonly #pages: HTMLElement;

  constructor(private readonly boot: ListBoot) {
    this.#shell = startShell({ room: boot.room.id });
    this.#store = new DocumentsStore(boot.room, boot, this.#shell.realtime);
    const store = this.#store;
    const menuSite = { store, rooms: this.#shell.rooms, add: (parent: number) => this.#new(parent) };
    this.#tree = new TreeView(store, {
      label: t("Pages"),
      compact: false,
      current: null,
      nameOf: (username) => this.#nameOf(username),
      add: menuSite.add,
      menu: (id, button, tree) => openRowMenu(menuSite, id, button, tree),
      shown: (rows) => this.#shown(rows),
    });
    this.#favourites = new PageCards(t("Favourites"));
    this.#recent = new PageCards(t("You had open"), ({ updated_at }) => {
      const changed = ago(updated_at);
      return { shows: changed, children: [timeElement(updated_at, changed)] };
    });
    this.#templates = new TemplatesView(menuSite, (template) => this.#new(null, template));
    this.#trash = new TrashView(
      boot.room.id,
      (username) => this.#nameOf(username),
      () => void store.refetch(),
    );
    this.#pages = h(
      "div",
      { class: "pages-view" },
      this.#favourites.element,
      this.#recent.element,
      h(
        "section",
        { class: "page-section" },
        h("h2", { class: "visually-hidden" }, t("All pages")),
        this.#tree.element,
        this.#nothing,
      ),
    );
    this.#tools = new ListTools({
      creates: boot.room.abilities.create_document,
      sorted: (sort) => {
        this.#tree.sort = sort;
      },
      filtered: (query) => {
        this.#tree.query = query;
        this.#show();
      },
      viewed: () => this.#show(),
      make: () => this.#new(null),
      importFiles: () => this.#import(),
    });
    must("#documents").append(this.#tools.element, this.#pages, this.#templates.element, this.#trash.element);
    this.#empty();
    if (boot.room.abilities.create_document) this.#takeDropped(must("#documents"));
    store.watch(onceAFrame(() => this.#show()));
    const trashChanged = () => this.#tools.view === "trash" && void this.#trash.load();
    this.#shell.realtime.on("document.created", trashChanged);
    this.#shell.realtime.on("document.removed", trashChanged);
    this.#tree.sort = this.#tools.sort;
    this.#show();
    setInterval(() => this.#tree.show(), 60_000); // the times grow old
    this.#shell.go();
  }

  /** Everything but the tree, which follows by itself. */
  #show(): void {
    const view: ViewName = this.#tools.view;
    const filtering = this.#tools.query !== "";
    this.#pages.hidden = view !== "pages";
    this.#templates.element.hidden = view !== "templates";
    const before = this.#trash.element.hidden;
    this.#trash.element.hidden = view !== "trash";
    if (view === "trash" && before) void this.#trash.load();
    this.#favourites.show(filtering ? [] : this.#store.favourites());
    const pages = this.#store.tree().size;
    this.#recent.show(filtering || pages <= RECENT ? [] : this.#store.recent(RECENT));
    this.#templates.show(this.#store.templates());
    const bare = pages === 0 && view === "pages";
    must("#documents-empty").hidden = !bare;
    this.#tools.bare = pages === 0;
    if (this.#store.fault) this.#nothing.textContent = t("The list may be old: it could not be fetched.");
  }

  #shown(rows: number): void {
    this.#nothing.textContent = rows === 0 && this.#tools.query ? t("No page is called that.") : "";
  }

  #nameOf(username: string): string {
    const person = this.boot.people[username];
    return person ? displayName(person) : username;
  }

  #new(parent: number | null, template?: number): void {
    const above = parent === null ? null : (this.#store.get(parent) ?? null);
    const chosen = template === undefined ? {} : { template };
    openNewPage({ room: this.boot.room.id, parent: above, templates: this.#store.templates(), ...chosen });
  }

  #import(): void {
    chooseFiles((files) => this.#bring(files));
  }

  #bring(files: readonly File[]): void {
    const put = () => void this.#store.refetch();
    void importFiles(this.boot.room.id, files, null, put).catch(toastError);
  }

  /** Files that are dropped on the page become pages. */
  #takeDropped(place: HTMLElement): void {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    place.addEventListener("dragover", (event) => withFiles(event) && event.preventDefault());
    place.addEventListener("drop", (event) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      this.#bring([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** The empty place has its own ways to begin. */
  #empty(): void {
    const acts = document.querySelector("#documents-empty .actions");
    if (!acts) return; // one may only look
    const create = { type: "button", class: "button primary", onclick: () => this.#new(null) };
    const bring = { type: "button", class: "button", onclick: () => this.#import() };
    acts.append(
      h("button", create, icon("plus", "small"), t("Write the first one")),
      h("button", bring, pageIcon("upload", "small"), t("Import…")),
    );
  }
}

/** Wires the page. */
export function startDocuments(): void {
  const boot = readJson<ListBoot>("boot");
  if (!boot) throw new Error("The page has no documents.");
  new DocumentsPage(boot);
}
