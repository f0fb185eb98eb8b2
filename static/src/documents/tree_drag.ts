/** Dragging a page in the tree: marks where it would come to lie, opens what the pointer waits on, drops it. */

import type { DocumentInfo } from "../wire.ts";
import { changesNothing, type Drop, dropAt } from "./moves.ts";
import type { Move, Row, Tree } from "./tree.ts";

/** The pointer waits so long on a closed page before it opens, milliseconds. */
const WAIT = 600;

export interface DragSite {
  tree(): Tree<DocumentInfo>;
  rows(): readonly Row<DocumentInfo>[];
  /** the order is people's own: there is something between two rows */
  ordered(): boolean;
  open(id: number): void;
  move(move: Move): void;
}

export class TreeDrag {
  #dragged: number | null = null;
  #waiting: { id: number; timer: ReturnType<typeof setTimeout> } | null = null;
  readonly #line: HTMLElement;

  constructor(
    private readonly list: HTMLElement,
    private readonly site: DragSite,
    /** pixels from one level to the next */
    private readonly indent: number,
  ) {
    this.#line = document.createElement("div");
    this.#line.className = "drop-line";
    this.#line.setAttribute("role", "presentation");
    list.addEventListener("dragstart", (event) => this.#start(event));
    list.addEventListener("dragend", () => this.#end());
    list.addEventListener("dragover", (event) => this.#over(event));
    list.addEventListener("dragleave", (event) => {
      if (!list.contains(event.relatedTarget as Node | null)) this.#clear();
    });
    list.addEventListener("drop", (event) => this.#drop(event));
  }

  #start(event: DragEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-page]");
    if (!row?.draggable || !event.dataTransfer) return;
    this.#dragged = Number(row.dataset.page);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.querySelector("a")?.href ?? "");
    const under = this.site.tree().subtree(this.#dragged);
    for (const each of this.#elements())
      each.classList.toggle("dragged", under.has(Number(each.dataset.page)));
  }

  #end(): void {
    this.#dragged = null;
    this.#clear();
    for (const each of this.#elements()) each.classList.remove("dragged");
  }

  #over(event: DragEvent): void {
    if (this.#dragged === null) return;
    this.#waitOn(event);
    const drop = this.#at(event);
    if (!drop) {
      this.#clear();
      return;
    }
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "move";
    this.#mark(drop);
  }

  #drop(event: DragEvent): void {
    const drop = this.#at(event);
    this.#end();
    if (!drop || changesNothing(this.site.tree(), drop.move)) return;
    event.preventDefault();
    if (drop.mark === "into") this.site.open(drop.move.parent as number);
    this.site.move(drop.move);
  }

  #at(event: DragEvent): Drop | null {
    const element = (event.target as Element).closest<HTMLElement>("[data-page]");
    if (!element || this.#dragged === null) return null;
    const rows = this.site.rows();
    const row = rows.findIndex(({ page }) => page.id === Number(element.dataset.page));
    const { top, height, left } = element.getBoundingClientRect();
    const pointer = {
      row,
      part: (event.clientY - top) / height,
      level: Math.max(0, Math.floor((event.clientX - left) / this.indent) - 1),
    };
    return dropAt(this.site.tree(), rows, this.#dragged, pointer, this.site.ordered());
  }

  #waitOn(event: DragEvent): void {
    const element = (event.target as Element).closest<HTMLElement>("[data-page]");
    const id = element?.ariaExpanded === "false" ? Number(element.dataset.page) : null;
    if (id === (this.#waiting?.id ?? null)) return;
    if (this.#waiting) clearTimeout(this.#waiting.timer);
    this.#waiting = id === null ? null : { id, timer: setTimeout(() => this.site.open(id), WAIT) };
  }

  #mark({ row, mark, depth }: Drop): void {
    const page = this.site.rows()[row]?.page.id;
    for (const each of this.#elements()) {
      each.classList.toggle("drop-into", mark === "into" && Number(each.dataset.page) === page);
    }
    const target = this.list.querySelector<HTMLElement>(`[data-page="${page}"]`);
    if (mark === "into" || !target) {
      this.#line.remove();
      return;
    }
    const { offsetTop, offsetHeight } = target;
    this.#line.style.top = `${mark === "before" ? offsetTop : offsetTop + offsetHeight}px`;
    this.#line.style.left = `${(depth + 1) * this.indent}px`;
    if (!this.#line.isConnected) this.list.after(this.#line);
  }

  #clear(): void {
    if (this.#waiting) clearTimeout(this.#waiting.timer);
    this.#waiting = null;
    this.#line.remove();
    for (const each of this.#elements()) each.classList.remove("drop-into");
  }

  #elements(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-page]")];
  }
}
