/** What the server put into these pages. */
import { readJson } from "../ui/dom.ts";
import type { Broadcast, BroadcastPage, Composer, TemplateList } from "../wire.ts";
import { page } from "./api.ts";

export interface Boot {
  broadcast?: Broadcast | null;
  composer?: Composer;
  page?: BroadcastPage;
  templates?: TemplateList;
}

export function boot(): Boot {
  return readJson<Boot>("boot") ?? {};
}

/** What a sender has to choose from. Rejects with ApiError when it has to be asked for and that fails. */
export async function composerOf(given: Boot): Promise<Composer> {
  return given.composer ?? given.page?.composer ?? (await page()).composer;
}
