/** Making a page: its title, and what it begins with. */
import "../styles/page_dialogs.css";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import type { DocumentInfo } from "../wire.ts";
import { createDocument, type DocumentWish } from "./api.ts";
import { addressOf, markOf, titleOf } from "./names.ts";
import { TITLE_MAX } from "./rename.ts";

export interface NewPage {
  room: number;
  /** under this page; null: at the top */
  parent: Pick<DocumentInfo, "id" | "title"> | null;
  templates: readonly DocumentInfo[];
  /** chosen from the beginning */
  template?: number;
}

/** Asks, makes it, and goes there. */
export function openNewPage({ room, parent, templates, template }: NewPage): void {
  const chosen = templates.find(({ id }) => id === template);
  const form = h(
    "form",
    { novalidate: true },
    textField({
      name: "title",
      label: t("Title"),
      value: chosen ? titleOf(chosen) : "",
      autofocus: true,
      required: true,
      maxlength: TITLE_MAX,
    }),
    templates.length > 0 ? gallery(templates, template) : null,
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Create")),
    ),
  );
  onSubmit(form, async (values) => {
    const wish: DocumentWish = {
      title: String(values.get("title") ?? "").trim(),
      parent: parent?.id ?? null,
    };
    const from = Number(values.get("template") ?? 0);
    if (from) wish.template = from;
    location.assign(addressOf(await createDocument(room, wish)));
  });
  const title = parent ? t("New page under {page}", { page: titleOf(parent) }) : t("New page");
  const dialog = openDialog(title, [form]);
  dialog.element.classList.add("new-page");
}

function gallery(templates: readonly DocumentInfo[], chosen: number | undefined): HTMLElement {
  const card = (value: number, mark: Element, label: string) =>
    h(
      "label",
      { class: "template-choice" },
      h("input", { type: "radio", name: "template", value, checked: value === (chosen ?? 0) }),
      mark,
      h("span", { class: "name" }, label),
    );
  return h(
    "fieldset",
    { class: "plain template-choices" },
    h("legend", {}, t("Begin with")),
    h(
      "div",
      { class: "template-grid" },
      card(0, icon("plus"), t("An empty page")),
      ...templates.map((one) => card(one.id, markOf(one), titleOf(one))),
    ),
  );
}
