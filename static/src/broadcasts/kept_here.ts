/** What a sender typed and the server may not have yet, on this device; by person and by draft. */
import type { Form } from "./form.ts";

export interface KeptForm {
  readonly form: Form;
  /** Of a draft that is new: the same for every attempt to make it, so that it is made once. */
  readonly clientId: string;
  /** When the server's was changed last, as far as this device knew; "" for none. */
  readonly base: string;
}

/** `draft` 0: the one that has no number yet. */
export function keptKey(person: number, draft: number): string {
  return `broadcast.${person}.${draft}`;
}

export function readKept(key: string): KeptForm | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as KeptForm | null;
  } catch {
    return null;
  }
}

/** Null takes it away. A full or forbidden storage is no reason to stop: the server has it a moment later. */
export function writeKept(key: string, kept: KeptForm | null): void {
  try {
    if (kept === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // see above
  }
}
