/** `<connection-status>`: what the live line does, always as a word and a colour; a click tells more. */
import { t } from "../i18n.ts";
import { type Status, shown } from "../realtime/status.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { openMenu } from "../ui/menu.ts";

/** Anything that has a state to show: the live line, or a document's. */
export interface Line {
  /** called with the status now and at every change; returns the way to stop */
  watch(watcher: (status: Status) => void): () => void;
}

export class ConnectionStatus extends BaseElement {
  #status: Status = { kind: "connecting" };
  #word = h("span");
  #dot = h("span", { class: "dot busy", "aria-hidden": "true" });
  #button = h("button", { type: "button", class: "live", "aria-haspopup": "dialog" }, this.#dot, this.#word);

  start(line: Line): void {
    this.replaceChildren(h("div", { role: "status", "aria-label": t("Connection") }, this.#button));
    this.listen(this.#button, "click", () => this.#explain());
    this.onLeave(line.watch((status) => this.#show(status)));
  }

  #show(status: Status): void {
    this.#status = status;
    const { word, dot } = shown(status, Date.now());
    this.dataset.state = status.kind;
    this.#dot.className = `dot ${dot}`;
    if (this.#word.textContent !== word) this.#word.textContent = word;
  }

  #explain(): void {
    const line = h("p", {}, "");
    const tell = () => {
      const { word, detail } = shown(this.#status, Date.now());
      line.replaceChildren(h("strong", {}, `${word}. `), detail);
    };
    tell();
    const timer = setInterval(tell, 1000);
    openMenu(this.#button, [h("div", { class: "menu-head" }, line)], {
      label: t("Connection"),
      onClose: () => clearInterval(timer),
    });
  }
}
define("connection-status", ConnectionStatus);
