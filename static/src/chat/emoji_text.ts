/** An emoji as it is shown: the characters, or ":name:" as words. */
import { h } from "../ui/dom.ts";

export function emojiText(emoji: string): HTMLElement {
  return h("span", { class: emoji.startsWith(":") ? "emoji named" : "emoji", "aria-hidden": "true" }, emoji);
}
