/** The bar under the field: what adds something at the left, formatting, the way to send at the right. */
import atIcon from "lucide-static/icons/at-sign.svg?raw";
import swapIcon from "lucide-static/icons/corner-down-left.svg?raw";
import pollIcon from "lucide-static/icons/list-todo.svg?raw";
import addIcon from "lucide-static/icons/plus.svg?raw";
import slashIcon from "lucide-static/icons/square-slash.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import type { FormatActs } from "./field_acts.ts";
import { emojiTool, formatTools, tool } from "./format_tools.ts";
import { enterBreaks, setEnterBreaks } from "./keys.ts";

export interface ToolbarActs extends FormatActs {
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
      ...formatTools(acts, "wide"),
      tool(t("Mention somebody"), atIcon, () => acts().mention()),
      emojiTool((anchor) => acts().emoji(anchor)),
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
