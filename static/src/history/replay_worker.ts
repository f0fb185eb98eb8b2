/** Replays beside the page, so that a long life does not hold up its scrolling. */
import type { Content } from "./marked.ts";
import { Replay } from "./replay.ts";

export type ToWorker = { updates: Uint8Array[] } | { at: number };
export interface FromWorker {
  at: number;
  content: Content;
}

const replay = new Replay();

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if ("updates" in data) replay.add(data.updates);
  else postMessage({ at: data.at, content: replay.at(data.at) } satisfies FromWorker);
});
