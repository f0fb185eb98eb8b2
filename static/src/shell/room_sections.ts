/** Which sections of the list are folded; remembered on this device. */
import type { SectionName } from "../rooms/sections.ts";

const KEY = "collab:folded";

export class Folded {
  #names: Set<string>;

  constructor() {
    this.#names = new Set(["archived"]);
    try {
      const kept = localStorage.getItem(KEY);
      if (kept) this.#names = new Set(JSON.parse(kept) as string[]);
    } catch {
      // then everything is as for somebody new
    }
  }

  has(name: SectionName): boolean {
    return this.#names.has(name);
  }

  toggle(name: SectionName): void {
    if (!this.#names.delete(name)) this.#names.add(name);
    try {
      localStorage.setItem(KEY, JSON.stringify([...this.#names]));
    } catch {
      // then it is not remembered
    }
  }
}
