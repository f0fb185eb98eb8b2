/** The bar under the field: what adds something at the left, formatting, the way to send at the right. */

import atIcon from "lucide-static/icons/at-sign.svg?raw";
import boldIcon from "lucide-static/icons/bold.svg?raw";
import codeIcon from "lucide-static/icons/code.svg?raw";
import swapIcon from "lucide-static/icons/corner-down-left.svg?raw";
import italicIcon from "lucide-static/icons/italic.svg?raw";
import linkIcon from "lucide-static/icons/link.svg?raw";
import pollIcon from "lucide-static/icons/list-todo.svg?raw";
import addIcon from "lucide-static/icons/plus.svg?raw";
import emojiIcon from "lucide-static/icons/smile.svg?raw";
import slashIcon from "lucide-static/icons/square-slash.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import { enterBreaks, setEnterBreaks } from "./keys.ts";

export interface ToolbarActs {
  bold(): void;
  italic(): void;
  code(): void;
  link(): void;
  mention(): void;
  command(): void;
  emoji(anchor: HTMLElement): void;
  poll(): void;
  later(): void;
}

export class Toolbar {
  readonly send = h("button", { type: "submit", class: "button primary" }, t("Send"));
  readonly #later: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(private readonly acts: () => ToolbarActs) {
    const add = tool(t("Add"), addIcon, () => this.#more(add));
    add.setAttribute("aria-haspopup", "dialog");
    const emoji = tool(t("Emoji"), emojiIcon, () => acts().emoji(emoji));
    this.#later = h(
      "button",
      {
        type: "button",
        class: "button primary later",
        "aria-label": t("Send later"),
        title: t("Send later"),
      },
      icon("clock", "small"),
    );
    this.#later.addEventListener("click", () => acts().later());
    this.element = h(
      "div",
      { class: "composer-bar", role: "group", "aria-label": t("Message tools") },
      add,
      tool(t("Bold"), boldIcon, () => acts().bold(), "wide"),
      tool(t("Italic"), italicIcon, () => acts().italic(), "wide"),
      tool(t("Code"), codeIcon, () => acts().code(), "wide"),
      tool(t("Link"), linkIcon, () => acts().link(), "wide"),
      tool(t("Mention somebody"), atIcon, () => acts().mention()),
      emoji,
      h("div", { class: "send-group" }, this.send, this.#later),
    );
  }

  /** `wait`: a countdown that takes the button's place; "" where one may send. */
  show(empty: boolean, wait: string): void {
    this.send.textContent = wait || t("Send");
    this.send.disabled = wait !== "";
    this.#later.disabled = empty;
  }

  #more(anchor: HTMLElement): void {
    const acts = this.acts();
    const breaks = enterBreaks();
    const item = (label: string, source: string, run: () => void) => {
      const close = (event: Event) => {
        (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
        run();
      };
      return h("button", { type: "button", class: "menu-item", onclick: close }, svg(source, source), label);
    };
    const swap = breaks ? t("Let Enter send again") : t("Let Enter break the line");
    openMenu(
      anchor,
      [
        item(t("Ask a question"), pollIcon, acts.poll),
        item(t("Run a command"), slashIcon, acts.command),
        h("hr"),
        item(swap, swapIcon, () => setEnterBreaks(!breaks)),
      ],
      { label: t("Add to the message") },
    );
  }
}

function tool(label: string, source: string, run: () => void, extra = ""): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: `icon-button ${extra}`.trim(), "aria-label": label, title: label },
    svg(source, source, "small"),
  );
  // The field keeps the focus and its selection under a pointer.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}
