/** The switch in the top bar: editing, suggesting, viewing. Who may not edit reads there what they may do. */

import viewingIcon from "lucide-static/icons/eye.svg?raw";
import commentingIcon from "lucide-static/icons/message-square-text.svg?raw";
import editingIcon from "lucide-static/icons/pencil.svg?raw";
import suggestingIcon from "lucide-static/icons/pencil-line.svg?raw";
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import type { Modes } from "./modes.ts";
import type { Mode } from "./right.ts";

interface Choice {
  readonly mode: Mode;
  readonly label: string;
  readonly detail: string;
  readonly source: string;
}

const CHOICES: readonly Choice[] = [
  {
    mode: "editing",
    label: t("Editing"),
    detail: t("What you type changes the document."),
    source: editingIcon,
  },
  {
    mode: "suggesting",
    label: t("Suggesting"),
    detail: t("What you type is shown as a suggestion, to be accepted or rejected."),
    source: suggestingIcon,
  },
  {
    mode: "viewing",
    label: t("Viewing"),
    detail: t("Nothing that you press changes the document."),
    source: viewingIcon,
  },
];

function line(choice: Choice, modes: Modes, done: () => void): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "menu-item mode-choice",
      "aria-pressed": String(modes.mode === choice.mode),
      onclick: (event: Event) => {
        (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
        modes.choose(choice.mode);
        done();
      },
    },
    svg(`mode-${choice.mode}`, choice.source),
    h("span", {}, h("strong", {}, choice.label), h("span", { class: "menu-detail" }, choice.detail)),
    modes.mode === choice.mode ? icon("check", "small") : null,
  );
}

/** `done` runs after a choice: the person goes on in the text. */
export function startModeSwitch(place: HTMLElement, modes: Modes, done: () => void): void {
  const draw = () => {
    if (!modes.mayEdit) {
      const comments = modes.right === "comment";
      fill(
        place,
        h(
          "span",
          { class: "mode-fixed" },
          svg(comments ? "commenting" : "mode-viewing", comments ? commentingIcon : viewingIcon, "small"),
          h("span", { class: "mode-word" }, comments ? t("Commenting") : t("Reading")),
        ),
      );
      return;
    }
    const now = CHOICES.find((choice) => choice.mode === modes.mode) as Choice;
    const button: HTMLButtonElement = h(
      "button",
      {
        type: "button",
        class: "button quiet mode-button",
        "data-mode": now.mode,
        "aria-haspopup": "dialog",
        "aria-label": t("Mode: {mode}", { mode: now.label }),
        title: t("Mode: {mode}", { mode: now.label }),
        onclick: () =>
          openMenu(
            button,
            CHOICES.map((choice) => line(choice, modes, done)),
            { label: t("Mode") },
          ),
      },
      svg(`mode-${now.mode}`, now.source, "small"),
      h("span", { class: "mode-word" }, now.label),
      icon("chevronDown", "small"),
    );
    place.replaceChildren(button);
  };
  modes.watch(draw);
  draw();
}
