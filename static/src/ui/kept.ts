/** Elements kept by key and made anew only when what they show has changed. */
export class Kept<T extends Element> {
  #known = new Map<string, { shows: string; element: T }>();
  #used = new Set<string>();

  /** `held` elements are left alone even when what they should show has changed. */
  constructor(private readonly held: (element: T) => boolean = () => false) {}

  /** The element for `key`; `make` runs when there is none or `shows` differs from last time. */
  get(key: string, shows: string, make: () => T): T {
    this.#used.add(key);
    const known = this.#known.get(key);
    if (known && (known.shows === shows || this.held(known.element))) return known.element;
    const element = make();
    this.#known.set(key, { shows, element });
    return element;
  }

  /** Call after a round of `get`: forgets what was not asked for. */
  sweep(): void {
    for (const key of this.#known.keys()) if (!this.#used.has(key)) this.#known.delete(key);
    this.#used.clear();
  }
}
