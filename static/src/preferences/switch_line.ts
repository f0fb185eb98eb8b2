/** One thing that is on or off, with what it does. */
import { h } from "../ui/dom.ts";

let lines = 0;

export function switchLine(options: { label: string; hint?: string; turned: (on: boolean) => void }): {
  element: HTMLElement;
  box: HTMLInputElement;
} {
  const id = `switch-${++lines}`;
  const box = h("input", {
    type: "checkbox",
    class: "switch",
    role: "switch",
    id,
    "aria-describedby": options.hint ? `${id}-hint` : null,
  });
  box.addEventListener("change", () => options.turned(box.checked));
  const element = h(
    "div",
    { class: "switch-line" },
    h(
      "div",
      {},
      h("label", { for: id }, options.label),
      options.hint ? h("p", { class: "hint", id: `${id}-hint` }, options.hint) : null,
    ),
    box,
  );
  return { element, box };
}
