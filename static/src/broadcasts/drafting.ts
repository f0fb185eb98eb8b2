/** One draft between this device and the server: made at the first word, then saved by what changed of it. */
import { ApiError } from "../api.ts";
import { uuid } from "../realtime/uuid.ts";
import type { Broadcast } from "../wire.ts";
import { change, create } from "./api.ts";
import { type Form, wishOf } from "./form.ts";
import { Keeper, type Kept } from "./keeper.ts";
import { type KeptForm, keptKey, readKept, writeKept } from "./kept_here.ts";
import type { BroadcastWish } from "./types.ts";

export interface DraftingParts {
  person: number;
  broadcast: Broadcast | null;
  told: (state: Kept, fault: unknown) => void;
  /** The draft has a number now. */
  made: (broadcast: Broadcast) => void;
}

/** The parts of a wish that differ. Pure. */
export function difference(before: BroadcastWish, after: BroadcastWish): Partial<BroadcastWish> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof BroadcastWish]),
  );
  return Object.fromEntries(changed) as Partial<BroadcastWish>;
}

export class Drafting {
  id: number | null;
  /** What was typed here and never arrived; null when the server knows everything. */
  readonly found: KeptForm | null;
  #clientId: string;
  /** It may have arrived before: then the first result comes back, and what was written since is saved after it. */
  #tried: boolean;
  #saved: BroadcastWish | null = null;
  /** When the server's was last changed, as far as this page knows. */
  #base: string;
  readonly #keeper: Keeper<Form>;

  constructor(private readonly parts: DraftingParts) {
    this.id = parts.broadcast?.id ?? null;
    this.#base = parts.broadcast?.updated_at ?? "";
    this.found = readKept(this.#key());
    this.#clientId = this.found?.clientId || uuid();
    this.#tried = this.found !== null;
    this.#keeper = new Keeper<Form>({
      save: (form) => this.#save(wishOf(form)),
      store: (form) => writeKept(this.#key(), form && { form, clientId: this.#clientId, base: this.#base }),
      told: parts.told,
    });
  }

  /** Whether what was found here belongs to what the server has: then it simply goes on. */
  get foundIsNewer(): boolean {
    return this.found !== null && this.found.base === this.#base;
  }

  /** What the server has, to save only what differs from it. */
  known(form: Form): void {
    if (this.id !== null) this.#saved = wishOf(form);
  }

  keep(form: Form): void {
    this.#keeper.keep(form);
  }

  flush(): Promise<void> {
    return this.#keeper.flush();
  }

  stop(): void {
    this.#keeper.stop();
  }

  forgetFound(): void {
    writeKept(this.#key(), null);
  }

  #key(): string {
    return keptKey(this.parts.person, this.id ?? 0);
  }

  async #save(wish: BroadcastWish): Promise<void> {
    if (this.id === null) return this.#make(wish);
    const changes = this.#saved ? difference(this.#saved, wish) : wish;
    if (Object.keys(changes).length === 0) return;
    this.#base = (await change(this.id, changes)).updated_at;
    this.#saved = wish;
  }

  async #make(wish: BroadcastWish): Promise<void> {
    const again = this.#tried;
    this.#tried = true;
    const made = await create(wish, this.#clientId).catch((error) => {
      if (error instanceof ApiError && error.code === "conflict") this.#clientId = uuid();
      throw error;
    });
    writeKept(this.#key(), null);
    this.id = made.id;
    this.#base = made.updated_at;
    this.parts.made(made);
    if (again) await this.#save(wish);
    this.#saved = wish;
  }
}
