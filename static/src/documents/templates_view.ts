/** The room's templates: pages that new ones begin with a copy of. */
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import type { DocumentInfo } from "../wire.ts";
import { makeTemplate, toTrash } from "./acts.ts";
import { titleOf } from "./names.ts";
import { PageCards } from "./page_cards.ts";
import { pageItem } from "./row_menu.ts";
import type { DocumentsStore } from "./store.ts";

interface Site {
  store: DocumentsStore;
  rooms: RoomsStore;
}

export class TemplatesView {
  readonly element: HTMLElement;
  readonly #cards: PageCards;
  readonly #empty = h(
    "div",
    { class: "empty" },
    h("h2", {}, t("No templates yet")),
    h(
      "p",
      {},
      t(
        "Open the menu of a page and make it a template: minutes, a plan, a weekly report. New pages can then begin with a copy of it.",
      ),
    ),
  );

  constructor(
    private readonly site: Site,
    use: (template: number) => void,
  ) {
    this.#cards = new PageCards(t("Templates"), (one) => ({
      shows: String(site.store.right(one.id)),
      children: [
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-label": t("Use {template}", { template: titleOf(one) }),
            onclick: () => use(one.id),
          },
          t("Use"),
        ),
        this.#more(one),
      ],
    }));
    this.element = h("div", { class: "templates-view" }, this.#cards.element, this.#empty);
  }

  show(templates: readonly DocumentInfo[]): void {
    this.#cards.show(templates);
    this.#empty.hidden = templates.length > 0;
  }

  #more(one: DocumentInfo): HTMLElement | null {
    const { store } = this.site;
    if (!store.may(one.id, "edit")) return null;
    const button: HTMLButtonElement = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("More about {page}", { page: titleOf(one) }),
        "aria-haspopup": "dialog",
        onclick: () => openMenu(button, this.#lines(one), { label: titleOf(one) }),
      },
      icon("more", "small"),
    );
    return button;
  }

  #lines(one: DocumentInfo) {
    const { store } = this.site;
    const again = () => void store.refetch();
    return [
      pageItem(t("Make it a page again"), "template", () => void makeTemplate(one, false).then(again)),
      store.may(one.id, "manage")
        ? menuItem(t("Move to the trash"), "trash", () => void toTrash(one, again, again))
        : null,
    ];
  }
}
