/** Words for screen readers about what a key has just done. */
import { h } from "./dom.ts";

let region: HTMLElement | null = null;

/** Read out politely, after what is being read. */
export function announce(words: string): void {
  if (!region) {
    region = h("div", { class: "visually-hidden", role: "status" });
    document.body.append(region);
  }
  region.textContent = words;
}
