/** `<inbox-bell>`: how much is unread and whether some of it is new, and a look at it without leaving the page. */
import "../../styles/bell.css";
import { plural, t } from "../../i18n.ts";
import { fill, h } from "../../ui/dom.ts";
import { BaseElement, define } from "../../ui/element.ts";
import { icon } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import { toastError } from "../../ui/toast.ts";
import type { Inbox } from "../inbox.ts";
import { inbox } from "../page_inbox.ts";

class InboxBell extends BaseElement {
  #button = h("button", { type: "button", class: "icon-button bell", "aria-haspopup": "dialog" });
  #shown = "";

  connectedCallback(): void {
    const shared = inbox();
    if (!shared) return;
    this.listen(this.#button, "click", () => {
      // With the next task: a click that closes the panel must not open it again.
      if (this.#button.hasAttribute("aria-expanded")) return;
      import("./panel.ts").then((it) => this.#open(shared, it.BellPanel), toastError);
    });
    this.replaceChildren(this.#button);
    this.onLeave(shared.watch(() => this.#show(shared.state.unread, shared.state.unseen)));
  }

  #show(unread: number, unseen: number): void {
    const shows = `${unread}/${unseen > 0}`;
    if (this.#shown === shows) return;
    this.#shown = shows;
    const words = [
      t("Notifications"),
      unread ? plural(unread, "{n} unread", "{n} unread") : "",
      unseen ? t("some are new") : "",
    ];
    const label = words.filter(Boolean).join(", ");
    this.#button.setAttribute("aria-label", label);
    this.#button.title = label;
    this.#button.classList.toggle("new", unseen > 0);
    fill(
      this.#button,
      icon("bell"),
      unread ? h("span", { class: "bell-count", "aria-hidden": "true" }, unread) : null,
    );
  }

  #open(shared: Inbox, Panel: typeof import("./panel.ts").BellPanel): void {
    const panel = new Panel(shared);
    openMenu(this.#button, [panel.element], { label: t("Notifications"), onClose: () => panel.close() });
  }
}

define("inbox-bell", InboxBell);
