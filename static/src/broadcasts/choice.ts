/** One of a few ways, as a card with words of its own. */
import { h } from "../ui/dom.ts";

export interface Choice {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

export function choice(name: string, value: string, label: string, words: string): Choice {
  const id = `${name}-${value}`;
  const input = h("input", { type: "radio", name, value, id, "aria-describedby": `${id}-words` });
  const element = h(
    "div",
    { class: "choice-card" },
    input,
    h("div", {}, h("label", { for: id }, label), h("p", { class: "hint", id: `${id}-words` }, words)),
  );
  return { element, input };
}
