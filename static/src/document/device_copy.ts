/** The copy of a document on this device (IndexedDB): what was typed while the line was down outlives the tab. */
import { count, transact } from "lib0/indexeddb";
import { clearDocument, IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import type { DocumentInfo } from "../wire.ts";

/** A browser that does not answer in this time (ms; private windows, broken profiles) keeps nothing for us. */
const PATIENCE = 2500;

/**
 * One copy per person and document. When the document was made is part of the name: one that was made anew under the
 * same number (a demo that began again) must not be mixed with old words.
 */
export function copyName(userId: number, document: Pick<DocumentInfo, "id" | "created_at">): string {
  return `collab:${userId}:document:${document.id}:${Date.parse(document.created_at)}`;
}

export interface DeviceCopy {
  /** Resolves when everything that the document holds now is written to this device. */
  written(): Promise<void>;
  /** Lets go of it, so that it can be deleted; nothing is kept from then on. */
  close(): Promise<void>;
}

/**
 * Loads the copy into `doc` and keeps it up to date; null when this browser cannot. `onLost` is called when it stops
 * to keep anything: the disk is full, or somebody cleared the site's data.
 */
export async function keepCopy(name: string, doc: Y.Doc, onLost: () => void): Promise<DeviceCopy | null> {
  if (typeof indexedDB === "undefined") return null;
  try {
    const copy = new IndexeddbPersistence(name, doc);
    const tooLong = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
    const db = await Promise.race([copy.whenSynced.then(() => copy.db), tooLong]);
    if (db === null) {
      void copy.destroy().catch(() => undefined);
      return null;
    }
    for (const type of ["abort", "error", "close"]) db.addEventListener(type, onLost);
    return { written: () => written(db), close: () => copy.destroy() };
  } catch {
    return null;
  }
}

/** Transactions on one store run in their order: when this read gets its turn, all writes before it are done. */
async function written(db: IDBDatabase): Promise<void> {
  const [updates] = transact(db, ["updates"], "readonly");
  if (updates) await count(updates);
}

/** Throws the copy away. */
export async function forgetCopy(name: string): Promise<void> {
  await clearDocument(name);
}
