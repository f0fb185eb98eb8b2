/** `<connection-status>`: what the live line does, always as a word and a colour; a click tells more. */
import { t } from "../i18n.ts";
import type { Way } from "../notifications/feed_machine.ts";
import { together } from "../notifications/way_words.ts";
import { type Shown, type Status, shown } from "../realtime/status.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { openMenu } from "../ui/menu.ts";

/** How notifications come, which is a line of its own. */
interface NotificationsLine {
  watch(watcher: (way: Way) => void): () => void;
}

/** Anything that has a state to show: the live line, or a document's. */
export interface Line {
  /** called with the status now and at every change; returns the way to stop */
  watch(watcher: (status: Status) => void): () => void;
}

export class ConnectionStatus extends BaseElement {
  #status: Status = { kind: "connecting" };
  #way: Way = "connecting";
  #word = h("span");
  #dot = h("span", { class: "dot busy", "aria-hidden": "true" });
  #button = h("button", { type: "button", class: "live", "aria-haspopup": "dialog" }, this.#dot, this.#word);

  start(line: Line, notifications: NotificationsLine | null = null): void {
    this.replaceChildren(h("div", { role: "status", "aria-label": t("Connection") }, this.#button));
    this.listen(this.#button, "click", () => this.#explain());
    const follow = (status: Status) => {
      this.#status = status;
      this.#show();
    };
    this.onLeave(line.watch(follow));
    const leave = notifications?.watch((way) => {
      this.#way = way;
      this.#show();
    });
    if (leave) this.onLeave(leave);
  }

  #shown(): Shown {
    return together(shown(this.#status, Date.now()), this.#way);
  }

  #show(): void {
    const { word, dot } = this.#shown();
    this.dataset.state = this.#status.kind;
    this.dataset.notifications = this.#way;
    this.#dot.className = `dot ${dot}`;
    if (this.#word.textContent !== word) this.#word.textContent = word;
  }

  #explain(): void {
    const line = h("p", {}, "");
    const tell = () => {
      const { word, detail } = this.#shown();
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
