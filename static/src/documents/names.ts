/** What a document is called and how it is marked. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

export function titleOf(document: { title: string }): string {
  return document.title || t("Untitled");
}

/** Its emoji, or the sign of a document. Decoration: the title stands beside it. */
export function markOf(document: { icon: string }): Element {
  if (document.icon) return h("span", { class: "page-emoji", "aria-hidden": "true" }, document.icon);
  return icon("document");
}

export function addressOf(document: { id: number }): string {
  return `/documents/${document.id}/`;
}
