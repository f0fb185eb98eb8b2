/** The whole life of a document, update by update: any moment of it, fast in both directions. Runs in the worker too. */
import * as Y from "yjs";
import type { Content } from "./marked.ts";
import { fragmentToJson } from "./to_json.ts";

const FIELD = "content";
/** Whole states are kept so many updates apart at least, and at most so many of them. */
const APART = 250;
const MOST = 200;
/** Updates in one transaction: one by one is slow, and so are thousands at once. */
const TOGETHER = 64;

interface Kept {
  at: number;
  state: Uint8Array;
}

export class Replay {
  readonly #updates: Uint8Array[] = [];
  #states: Kept[] = [];
  #doc = new Y.Doc();
  #at = 0;
  #apart = APART;

  /** How many updates there are. */
  get length(): number {
    return this.#updates.length;
  }

  add(updates: readonly Uint8Array[]): void {
    for (const update of updates) this.#updates.push(update);
    this.#apart = Math.max(APART, Math.ceil(this.#updates.length / MOST));
  }

  /** The content after the first `count` updates. */
  at(count: number): Content {
    const wanted = Math.max(0, Math.min(count, this.#updates.length));
    const from = this.#nearest(wanted);
    if (from.at > this.#at || wanted < this.#at) {
      this.#doc.destroy();
      this.#doc = new Y.Doc();
      if (from.state.length > 0) Y.applyUpdate(this.#doc, from.state);
      this.#at = from.at;
    }
    this.#forward(wanted);
    return fragmentToJson(this.#doc.getXmlFragment(FIELD));
  }

  #nearest(wanted: number): Kept {
    let best: Kept = { at: 0, state: new Uint8Array() };
    for (const kept of this.#states) if (kept.at <= wanted && kept.at >= best.at) best = kept;
    return best;
  }

  #forward(wanted: number): void {
    while (this.#at < wanted) {
      const last = this.#states.reduce((most, { at }) => Math.max(most, at), 0);
      const stop = Math.min(wanted, this.#at + TOGETHER, Math.max(last + this.#apart, this.#at + 1));
      Y.transact(this.#doc, () => {
        for (; this.#at < stop; this.#at++) this.#apply(this.#updates[this.#at] as Uint8Array);
      });
      if (this.#at - last >= this.#apart) {
        this.#states.push({ at: this.#at, state: Y.encodeStateAsUpdate(this.#doc) });
      }
    }
  }

  /** An update that was never shown to anybody because it cannot be read is not shown here either. */
  #apply(update: Uint8Array): void {
    try {
      Y.applyUpdate(this.#doc, update);
    } catch (error) {
      console.warn("an update of the history cannot be read", error);
    }
  }
}

export function fromBase64(text: string): Uint8Array {
  const raw = atob(text);
  const out = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) out[at] = raw.charCodeAt(at);
  return out;
}
