/** A room's documents as this page knows them, changed by what it hears. Pure. */
import { RIGHTS, type Right } from "../document/right.ts";
import type { DocumentInfo, DocumentList } from "../wire.ts";

export interface Known {
  readonly documents: ReadonlyMap<number, DocumentInfo>;
  readonly rights: ReadonlyMap<number, Right>;
  readonly favourites: ReadonlySet<number>;
  readonly recent: readonly number[];
}

export function known(listing: DocumentList): Known {
  const rights = Object.entries(listing.rights ?? {}).map(([id, right]): [number, Right] => [
    Number(id),
    right,
  ]);
  return {
    documents: new Map(listing.documents.map((one) => [one.id, one])),
    rights: new Map(rights.filter(([, right]) => RIGHTS.includes(right))),
    favourites: new Set(listing.favourites ?? []),
    recent: listing.recent ?? [],
  };
}

/** One of them as it is now. What lies in the trash or in another room leaves. */
export function withDocument(before: Known, room: number, document: DocumentInfo): Known {
  if (document.room !== room || document.trashed_at !== null) return without(before, document.id);
  return { ...before, documents: new Map(before.documents).set(document.id, document) };
}

export function without(before: Known, id: number): Known {
  if (!before.documents.has(id)) return before;
  const documents = new Map(before.documents);
  documents.delete(id);
  return { ...before, documents };
}

export function withFavourite(before: Known, id: number, on: boolean): Known {
  const favourites = new Set(before.favourites);
  favourites.delete(id);
  if (on) favourites.add(id);
  return { ...before, favourites };
}

/** Those of the tree: no templates. What lies under one stands at the top, so that it is within reach. */
export function inTree(documents: ReadonlyMap<number, DocumentInfo>): DocumentInfo[] {
  return [...documents.values()].filter(({ template }) => !template);
}

/** Whose title has all the words of the query, in any order; case and accents do not matter. */
export function fitting(query: string): (one: { title: string }) => boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return ({ title }) => {
    const name = plain(title);
    return words.every((word) => name.includes(word));
  };
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
