/** The pages of a room as a tree: order, nesting, what is shown, and where a page may go. Pure. */

/** What the tree needs to know of a page. */
export interface Page {
  id: number;
  parent: number | null;
  /** its key among its siblings; compared as plain strings */
  place: string;
  title: string;
  created_at: string;
  updated_at: string;
}

export type Sort = "own" | "title" | "updated" | "created";
export const SORTS: readonly Sort[] = ["own", "title", "updated", "created"];

/** A line of the tree. `size` and `at` (from 1) count the siblings that are shown. */
export interface Row<P extends Page> {
  page: P;
  depth: number;
  /** null: it has no sub-pages */
  open: boolean | null;
  at: number;
  size: number;
}

/** Where a page is to stand: under `parent` (null: at the top), between two siblings; both null: the last there. */
export interface Move {
  id: number;
  parent: number | null;
  after: number | null;
  before: number | null;
}

type Compare = (a: Page, b: Page) => number;
const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
const text = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const ORDERS: Record<Sort, Compare> = {
  own: (a, b) => text(a.place, b.place) || a.id - b.id,
  title: (a, b) => collator.compare(a.title, b.title) || a.id - b.id,
  updated: (a, b) => Date.parse(b.updated_at) - Date.parse(a.updated_at) || b.id - a.id,
  created: (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id,
};

/** Pages by their parent, in order. A page whose parent is not shown here stands at the top, and so does one that
 * would be its own ancestor: nobody's page is out of reach. */
export class Tree<P extends Page> {
  readonly #pages = new Map<number, P>();
  readonly #children = new Map<number | null, P[]>();

  constructor(
    pages: Iterable<P>,
    readonly sort: Sort = "own",
  ) {
    for (const page of pages) this.#pages.set(page.id, page);
    for (const page of this.#pages.values()) {
      const parent = this.parentOf(page.id);
      this.#children.set(parent, [...(this.#children.get(parent) ?? []), page]);
    }
    for (const siblings of this.#children.values()) siblings.sort(ORDERS[sort]);
  }

  get(id: number): P | undefined {
    return this.#pages.get(id);
  }

  get size(): number {
    return this.#pages.size;
  }

  children(id: number | null): readonly P[] {
    return this.#children.get(id) ?? [];
  }

  /** The parent under which it is shown. */
  parentOf(id: number): number | null {
    const parent = this.#pages.get(id)?.parent ?? null;
    if (parent === null || !this.#pages.has(parent) || this.#circular(id)) return null;
    return parent;
  }

  /** From the top down to the page's parent. */
  ancestors(id: number): P[] {
    const found: P[] = [];
    for (let at = this.parentOf(id); at !== null; at = this.parentOf(at)) {
      found.unshift(this.#pages.get(at) as P);
    }
    return found;
  }

  /** The page and everything under it. */
  subtree(id: number): Set<number> {
    const found = new Set<number>([id]);
    for (const each of found) for (const child of this.children(each)) found.add(child.id); // a Set grows as it is walked
    return found;
  }

  /** How many levels the page and what is under it take: 1 for one alone. */
  height(id: number): number {
    let level: readonly P[] = this.children(id);
    let height = 1;
    for (; level.length; height++) level = level.flatMap((page) => this.children(page.id));
    return height;
  }

  /** The lines from top to bottom; `isOpen` says of which pages the sub-pages are shown. */
  rows(isOpen: (id: number) => boolean): Row<P>[] {
    return this.#rowsUnder(null, 0, isOpen, () => true);
  }

  /** The pages that `fits`, with what is above them, all opened. */
  found(fits: (page: P) => boolean): Row<P>[] {
    const shown = new Set<number>();
    for (const page of this.#pages.values()) {
      if (!fits(page)) continue;
      shown.add(page.id);
      for (const above of this.ancestors(page.id)) shown.add(above.id);
    }
    return this.#rowsUnder(
      null,
      0,
      () => true,
      (id) => shown.has(id),
    );
  }

  #rowsUnder(
    parent: number | null,
    depth: number,
    isOpen: (id: number) => boolean,
    isShown: (id: number) => boolean,
  ): Row<P>[] {
    const siblings = this.children(parent).filter(({ id }) => isShown(id));
    return siblings.flatMap((page, index) => {
      const inner = this.children(page.id).some(({ id }) => isShown(id));
      const open = inner ? isOpen(page.id) : null;
      const row = { page, depth, open, at: index + 1, size: siblings.length };
      return open ? [row, ...this.#rowsUnder(page.id, depth + 1, isOpen, isShown)] : [row];
    });
  }

  /** Whether going up from here comes back here. Only a moment between two changes can show such a thing. */
  #circular(id: number): boolean {
    let at = this.#pages.get(id)?.parent ?? null;
    for (let steps = 0; at !== null && steps <= this.#pages.size; steps++) {
      if (at === id) return true;
      at = this.#pages.get(at)?.parent ?? null;
    }
    return false;
  }
}
