/** The lists of the inbox that somebody looks at: fetched when they are first needed, and whenever they are stale. */
import type { Filter } from "./filters.ts";
import { filterKey } from "./filters.ts";
import type { InboxState } from "./inbox_state.ts";

type Looked = { filter: Filter; limit: number; lookers: number };

export class LookedAt {
  #looked = new Map<string, Looked>();
  #failed = new Map<string, unknown>();
  #fetching = new Map<string, Promise<void>>();

  /** `fetch` takes the list from its top; `state` is what is known now. */
  constructor(
    private readonly state: () => InboxState,
    private readonly fetch: (filter: Filter, limit: number) => Promise<void>,
    private readonly changed: () => void,
  ) {}

  add(filter: Filter, limit: number): () => void {
    const key = filterKey(filter);
    const looked = this.#looked.get(key) ?? { filter, limit, lookers: 0 };
    this.#looked.set(key, { ...looked, limit: Math.max(limit, looked.limit), lookers: looked.lookers + 1 });
    if (this.#wants(key)) void this.renew(key);
    let there = true;
    return () => {
      if (there) this.#remove(key);
      there = false;
    };
  }

  #remove(key: string): void {
    const looked = this.#looked.get(key);
    if (!looked) return;
    if (looked.lookers > 1) this.#looked.set(key, { ...looked, lookers: looked.lookers - 1 });
    else this.#looked.delete(key);
  }

  /** What kept a list from being fetched; null when nothing did. */
  failure(filter: Filter): unknown {
    return this.#failed.get(filterKey(filter)) ?? null;
  }

  /** Some list has to be fetched. */
  get wanting(): boolean {
    return [...this.#looked.keys()].some((key) => this.#wants(key));
  }

  async renewAll(): Promise<void> {
    await Promise.all(
      [...this.#looked.keys()].filter((key) => this.#wants(key)).map((key) => this.renew(key)),
    );
  }

  renew(key: string): Promise<void> {
    const looked = this.#looked.get(key);
    if (!looked) return Promise.resolve();
    const running = this.#fetching.get(key) ?? this.#fetch(key, looked);
    this.#fetching.set(key, running);
    return running;
  }

  async #fetch(key: string, { filter, limit }: Looked): Promise<void> {
    try {
      await this.fetch(filter, limit);
      this.#failed.delete(key);
    } catch (error) {
      this.#failed.set(key, error);
      this.changed();
    } finally {
      this.#fetching.delete(key);
    }
  }

  #wants(key: string): boolean {
    const list = this.state().lists.get(key);
    return list === undefined || list.stale;
  }
}
