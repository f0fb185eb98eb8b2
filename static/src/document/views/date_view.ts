/** A day: a click on it (or Enter) opens the browser's own calendar. */
import type { NodeViewRenderer } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { openMenu } from "../../ui/menu.ts";
import { isDate } from "../nodes/attributes.ts";
import { dayWords } from "../nodes/date.ts";
import { atomView } from "./atom.ts";

const locale = () => document.documentElement.lang || undefined;

export const dateView: NodeViewRenderer = atomView((place) => {
  const dom = h("time", { class: "doc-day" });
  let value = "";
  const edit = () => {
    const input = h("input", { type: "date", class: "input", value, "aria-label": t("Day") });
    const take = () => {
      if (isDate(input.value) && input.value !== value) place.change({ value: input.value });
    };
    input.addEventListener("change", take);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      close();
    });
    const close = openMenu(dom, [h("div", { class: "menu-head" }, input)], {
      label: t("Day"),
      onClose: () => {
        take();
        place.editor.commands.focus();
      },
    });
    try {
      input.showPicker(); // only where the browser has one, and only after a gesture
    } catch {
      input.focus();
    }
  };
  dom.addEventListener("click", () => place.editor.isEditable && edit());
  return {
    dom,
    edit,
    show(node) {
      value = String(node.attrs.value ?? "");
      dom.dateTime = value;
      dom.textContent = dayWords(value, locale());
    },
  };
});
