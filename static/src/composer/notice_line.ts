/** A word to the writer above the field: what a command answered, or what to decide. Only they see it. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

export interface Choice {
  label: string;
  run: () => void;
}

export class NoticeLine {
  readonly element = h("div", { class: "composer-notice", role: "status", hidden: true });

  /** Show words until they are closed or replaced. Lines of the text stay lines. */
  show(words: string | Node, choices: Choice[] = []): void {
    this.element.hidden = false;
    this.element.replaceChildren(
      icon("info", "small"),
      h(
        "div",
        { class: "composer-notice-text" },
        typeof words === "string" ? h("p", {}, words) : words,
        h("p", { class: "hint" }, t("Only you see this.")),
      ),
      ...choices.map(({ label, run }) =>
        h("button", { type: "button", class: "button", onclick: () => this.#choose(run) }, label),
      ),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("Close"), onclick: () => this.hide() },
        icon("close", "small"),
      ),
    );
  }

  /** The same with the server's own safe HTML of a command's answer. */
  showHtml(html: string): void {
    const said = h("div", { class: "rich" });
    said.innerHTML = html; // made and cleaned by the server as messages are
    this.show(said);
  }

  hide(): boolean {
    const was = !this.element.hidden;
    this.element.hidden = true;
    this.element.replaceChildren();
    return was;
  }

  #choose(run: () => void): void {
    this.hide();
    run();
  }
}
