/** The slash menu without the slash: for the toolbar, and for those who do not know of it. */
import type { Editor } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import { uploadsOf } from "../uploads/uploads.ts";
import { slashItems } from "./items.ts";

export function openInsertMenu(editor: Editor, anchor: HTMLElement): void {
  const uploads = uploadsOf(editor);
  if (!uploads) return;
  const items = slashItems(uploads).filter((item) => item.shown?.(editor) ?? true);
  const groups = [...new Set(items.map((item) => item.group))];
  const button = (item: (typeof items)[number]) =>
    h(
      "button",
      {
        type: "button",
        class: "menu-item",
        onclick: () => {
          close();
          editor.commands.focus();
          item.run(editor);
        },
      },
      svg(`slash-${item.icon[0]}`, item.icon[1], "small"),
      h("span", { class: "grow" }, item.name),
      h("span", { class: "muted" }, item.help),
    );
  const children = groups.map((group) =>
    h(
      "div",
      { role: "group", "aria-label": group },
      h("div", { class: "suggestions-group", "aria-hidden": "true" }, group),
      ...items.filter((item) => item.group === group).map(button),
    ),
  );
  const close = openMenu(anchor, children, { label: t("Insert") });
}
