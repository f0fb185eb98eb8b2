/** Small choices kept on this device: which pages are opened in the tree, in which order it is shown. */

/** As many opened pages are remembered; what was opened longest ago is forgotten first. */
const MOST = 400;

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // then it is not remembered
  }
}

/** What was kept, if it is one of `known`. */
export function keptChoice<T extends string>(key: string, known: readonly T[], otherwise: T): T {
  const kept = read(key);
  return known.find((one) => one === kept) ?? otherwise;
}

/** The pages whose sub-pages are shown. */
export class OpenPages {
  static readonly KEY = "collab:open-pages";
  #ids: Set<number>;

  constructor() {
    const kept = read(OpenPages.KEY);
    this.#ids = new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "number") : []);
  }

  readonly has = (id: number): boolean => this.#ids.has(id);

  set(id: number, open: boolean): void {
    this.#ids.delete(id);
    if (open) this.#ids.add(id);
    keep(OpenPages.KEY, [...this.#ids].slice(-MOST));
  }
}
