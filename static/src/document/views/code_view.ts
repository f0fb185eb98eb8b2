/** Code with its language and a button that copies it. */
import type { NodeViewRenderer } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { toast, toastError } from "../../ui/toast.ts";
import { knownLanguage, LANGUAGES } from "../code_languages.ts";
import { placeOf } from "./atom.ts";

export const codeView: NodeViewRenderer = ({ editor, getPos, node: first }) => {
  const place = placeOf(editor, getPos);
  let node = first;
  const choice = h(
    "select",
    { class: "code-language", "aria-label": t("Language of the code") },
    h("option", { value: "" }, t("Plain text")),
    ...LANGUAGES.map(([value, words]) => h("option", { value }, words)),
  );
  const copy = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Copy the code"), title: t("Copy the code") },
    icon("copy", "small"),
  );
  const head = h("div", { class: "code-head", contenteditable: "false" }, choice, copy);
  const contentDOM = h("code", {});
  const dom = h("div", { class: "code-block" }, head, h("pre", { spellcheck: "false" }, contentDOM));
  const draw = () => {
    const said = (node.attrs.language as string | null) ?? "";
    const known = knownLanguage(said);
    // A language that is not coloured keeps its name: it may mean something where the text goes.
    let other = choice.querySelector<HTMLOptionElement>("option[data-other]");
    if (said !== "" && known === null) {
      other ??= choice.appendChild(h("option", { "data-other": true }));
      other.value = other.textContent = said;
    } else other?.remove();
    choice.value = known ?? said;
    choice.disabled = !editor.isEditable;
  };
  choice.addEventListener("change", () => {
    place.change({ language: choice.value || null });
    editor.commands.focus();
  });
  choice.addEventListener("pointerdown", () => {
    choice.disabled = !editor.isEditable;
  });
  copy.addEventListener("click", () => {
    navigator.clipboard
      .writeText(node.textContent)
      .then(() => toast(t("The code is in the clipboard."), { kind: "good" }), toastError);
  });
  draw();
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      draw();
      return true;
    },
    stopEvent: (event) => head.contains(event.target as Node),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
};
