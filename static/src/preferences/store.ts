/**
 * What the person wants to hear, alive: the page's own copy, changed at once and kept on the server behind it.
 *
 * A change is a function of the wishes, not a whole new set: what another tab changed meanwhile stays, and a change
 * that the server refuses is taken back alone.
 */
import { api } from "../api.ts";
import type { PlaceVolume, PreferencesPage, Wishes } from "../wire.ts";
import { NO_WISHES } from "./wishes.ts";

/** For so long (ms) the stream may tell again what this tab has just done; by then a later change may hold. */
const ECHO = 5_000;

export type Volume = NonNullable<PlaceVolume["volume"]>;
export type WishesChange = (wishes: Wishes) => Wishes;

export interface PreferencesBoot {
  wishes?: Wishes;
  rules?: readonly PlaceVolume[];
  /** the person's time zone; "" when it was not told */
  zone: string;
}

type PreferencesEvent =
  | { type: "preferences.changed"; wishes: Wishes }
  | { type: "place_rule.changed"; rule: PlaceVolume };

export class Preferences {
  #server: Wishes;
  #rules = new Map<string, Volume>();
  #changes: WishesChange[] = [];
  /** What this tab has made of them lately, and when. */
  #own = new Map<string, number>();
  #saving: Promise<void> = Promise.resolve();
  #watchers = new Set<() => void>();
  zone: string;

  constructor({ wishes, rules, zone }: PreferencesBoot) {
    this.#server = { ...NO_WISHES, ...wishes };
    this.zone = zone;
    for (const rule of rules ?? []) this.#put(rule);
  }

  /** As the person sees them: what the server has, and what is on its way there. */
  get wishes(): Wishes {
    return this.#changes.reduce((now, change) => change(now), this.#server);
  }

  get saving(): boolean {
    return this.#changes.length > 0;
  }

  get rules(): ReadonlyMap<string, Volume> {
    return this.#rules;
  }

  volumeOf(place: string): Volume | null {
    return this.#rules.get(place) ?? null;
  }

  /** The rule that holds for something of these places, the nearest first. */
  readonly volumeFor = (places: readonly string[]): Volume | null => {
    for (const place of places) {
      const volume = this.#rules.get(place);
      if (volume) return volume;
    }
    return null;
  };

  /** Called now and at every change; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    watcher();
    return () => this.#watchers.delete(watcher);
  }

  /** Take over what a stream told. False when it is no event of preferences. */
  applies(event: { type: string }): boolean {
    const told = event as PreferencesEvent;
    if (told.type === "preferences.changed") this.#told(told.wishes);
    else if (told.type === "place_rule.changed") this.#put(told.rule);
    else return false;
    this.#changed();
    return true;
  }

  /** Shown at once; rejects with ApiError, and shows the truth again, when the server did not take it. */
  change(change: WishesChange): Promise<void> {
    this.#changes.push(change);
    this.#changed();
    const saved = this.#saving.then(() => this.#save(change));
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** Turn a place up or down, null: as everywhere. Rejects with ApiError, and then shows it as it was. */
  async setVolume(place: string, volume: Volume | null): Promise<void> {
    const before = this.volumeOf(place);
    this.#put({ place, volume });
    this.#changed();
    try {
      this.#put(await api<PlaceVolume>("PUT", `/preferences/places/${place}`, { volume }));
    } catch (error) {
      this.#put({ place, volume: before });
      throw error;
    } finally {
      this.#changed();
    }
  }

  /** The truth anew, after a stream could not be continued. */
  async refresh(): Promise<PreferencesPage> {
    const page = await api<PreferencesPage>("GET", "/preferences");
    this.take(page);
    return page;
  }

  take(page: PreferencesPage): void {
    this.#server = page.wishes;
    this.#rules.clear();
    for (const rule of page.rules) this.#put(rule);
    this.#changed();
  }

  async #save(change: WishesChange): Promise<void> {
    try {
      const wishes = change(this.#server);
      const page = await api<PreferencesPage>("PUT", "/preferences", { wishes });
      this.#server = page.wishes;
      const now = Date.now();
      for (const [words, at] of this.#own) if (now - at > ECHO) this.#own.delete(words);
      this.#own.set(JSON.stringify(page.wishes), now);
    } finally {
      this.#changes = this.#changes.filter((one) => one !== change);
      this.#changed();
    }
  }

  #told(wishes: Wishes): void {
    const words = JSON.stringify(wishes);
    const at = this.#own.get(words);
    this.#own.delete(words);
    if (at === undefined || Date.now() - at > ECHO) this.#server = wishes;
  }

  #put({ place, volume }: PlaceVolume): void {
    if (volume) this.#rules.set(place, volume);
    else this.#rules.delete(place);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
