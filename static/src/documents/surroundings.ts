/** What stands around a document's text about its place in the tree: its parents in the bar, its sub-pages below. */
import { t } from "../i18n.ts";
import { roomTitle } from "../rooms/names.ts";
import { fill, h, must } from "../ui/dom.ts";
import type { DocumentInfo } from "../wire.ts";
import { addressOf, markOf, titleOf } from "./names.ts";
import type { DocumentsStore } from "./store.ts";

export class Surroundings {
  #shown = "";

  constructor(
    private readonly store: DocumentsStore,
    private readonly id: number,
  ) {}

  show(): void {
    const tree = this.store.tree();
    if (!tree.get(this.id)) return; // in the trash, or a template: what the server drew stays
    const parents = tree.ancestors(this.id);
    const children = tree.children(this.id);
    const facts = [...parents, null, ...children].map((one) => one && [one.id, one.title, one.icon]);
    const shows = JSON.stringify(facts);
    if (shows === this.#shown) return;
    this.#shown = shows;
    this.#crumbs(parents);
    this.#children(children);
  }

  #crumbs(parents: readonly DocumentInfo[]): void {
    const { room } = this.store;
    const apart = () => h("span", { "aria-hidden": "true" }, "›");
    fill(
      must("#document-crumbs"),
      h("a", { href: `/rooms/${room.id}/documents/` }, roomTitle(room)),
      apart(),
      ...parents.flatMap((one) => [
        h(
          "a",
          { href: addressOf(one) },
          one.icon ? markOf(one) : null,
          h("span", { class: "name" }, titleOf(one)),
        ),
        apart(),
      ]),
    );
  }

  #children(children: readonly DocumentInfo[]): void {
    const place = must("#document-children");
    place.hidden = children.length === 0;
    place.className = "document-children";
    fill(
      place,
      h("h2", { id: "document-children-heading" }, t("Pages under this one")),
      h(
        "ul",
        { class: "document-children-list", "aria-labelledby": "document-children-heading" },
        ...children.map((one) => h("li", {}, h("a", { href: addressOf(one) }, markOf(one), titleOf(one)))),
      ),
    );
  }
}
