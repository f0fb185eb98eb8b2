/** The documents of a room as the list shows them. Pure. */
import type { DocumentInfo } from "../wire.ts";

/** With `changed` in it, once, the last changed first. */
export function withDocument(documents: readonly DocumentInfo[], changed: DocumentInfo): DocumentInfo[] {
  return newestFirst([...documents.filter((one) => one.id !== changed.id), changed]);
}

export function newestFirst(documents: readonly DocumentInfo[]): DocumentInfo[] {
  return [...documents].sort((a, b) => Date.parse(b.updated_at) - Date.parse(a.updated_at) || b.id - a.id);
}
