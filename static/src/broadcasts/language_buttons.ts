/** One button for each language, one of them pressed. */
import { type Child, fill, h, must } from "../ui/dom.ts";

export interface LanguageButton {
  readonly code: string;
  readonly label: readonly Child[];
}

/** Drawn anew in `group`; the focus stays in it if it was there. */
export function drawLanguages(
  group: HTMLElement,
  languages: readonly LanguageButton[],
  chosen: string,
  choose: (code: string) => void,
): void {
  const focused = group.contains(document.activeElement);
  const button = ({ code, label }: LanguageButton) =>
    h(
      "button",
      {
        type: "button",
        class: "segment",
        "aria-pressed": String(code === chosen),
        onclick: () => choose(code),
      },
      ...label,
    );
  fill(group, ...languages.map(button));
  if (focused) must("[aria-pressed=true]", group).focus();
}
