/** Asking the server: messages and documents that the person may read. */
import { api } from "../api.ts";
import type { SearchPage } from "../wire.ts";

export interface SearchOptions {
  /** a page's `next` */
  after?: string;
  limit?: number;
  kind?: "message" | "document";
  signal?: AbortSignal;
}

/** What fits `q` (words and filters, docs/search.md), the newest first. Rejects with ApiError: its words are for people. */
export function searchEverything(q: string, options: SearchOptions = {}): Promise<SearchPage> {
  const { signal, ...rest } = options;
  const asked = new URLSearchParams({ q });
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) asked.set(name, String(value));
  return api<SearchPage>("GET", `/search?${asked}`, undefined, signal);
}
