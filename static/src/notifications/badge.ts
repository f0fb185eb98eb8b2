/** `<inbox-badge>`: how many notifications are unread, beside the Inbox link. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { inbox } from "./page_inbox.ts";

class InboxBadge extends BaseElement {
  connectedCallback(): void {
    const shared = inbox();
    if (shared) this.onLeave(shared.watch(() => this.#show(shared.state.unread)));
  }

  #show(unread: number): void {
    if (this.dataset.count === String(unread)) return;
    this.dataset.count = String(unread);
    this.closest(".nav")?.classList.toggle("unread", unread > 0);
    if (unread === 0) this.replaceChildren();
    else
      this.replaceChildren(
        h("span", { class: "count hot" }, unread, h("span", { class: "visually-hidden" }, t(" unread"))),
      );
  }
}

define("inbox-badge", InboxBadge);
