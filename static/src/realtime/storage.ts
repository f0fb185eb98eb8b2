/** What a person wrote and the server does not have yet, kept in this browser per account. */
import { type Pending, restored } from "./outbox.ts";

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** localStorage may be full or forbidden; writing then fails silently and the text lives as long as the page. */
function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** Pending messages, one key each, so that tabs never overwrite each other's. */
export class PendingStorage {
  readonly prefix: string;

  constructor(
    user_id: number,
    private readonly store: Store = localStorage,
  ) {
    this.prefix = `collab:outbox:${user_id}:`;
  }

  /** Everything kept, oldest first. */
  load(): Pending[] {
    const keys = attempt(
      () => Array.from({ length: this.store.length }, (_, index) => this.store.key(index)),
      [],
    );
    return keys
      .filter((key): key is string => key?.startsWith(this.prefix) ?? false)
      .map((key) => attempt(() => restored(JSON.parse(this.store.getItem(key) ?? "null")), null))
      .filter((item) => item !== null)
      .sort((a, b) => (a.written_at < b.written_at ? -1 : 1));
  }

  save(item: Pending): void {
    attempt(() => this.store.setItem(this.prefix + item.client_id, JSON.stringify(item)), undefined);
  }

  remove(client_id: string): void {
    attempt(() => this.store.removeItem(this.prefix + client_id), undefined);
  }
}
