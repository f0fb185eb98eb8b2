/** Formulas: drawn by KaTeX, edited in a dialog with a look at what becomes of them. */
import type { NodeViewRenderer } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { openDialog } from "../../ui/dialog.ts";
import { h } from "../../ui/dom.ts";
import { textField } from "../../ui/form.ts";
import { toastError } from "../../ui/toast.ts";
import { LONGEST } from "../nodes/attributes.ts";
import { atomView, type Drawn, type Place } from "./atom.ts";

/** The LaTeX stands there until KaTeX is here, and for good when it cannot be had. */
function draw(latex: string, into: HTMLElement, display: boolean): void {
  into.textContent = latex || t("Empty formula");
  into.classList.toggle("empty", latex === "");
  if (latex === "") return;
  into.dataset.latex = latex;
  void import("./katex.ts").then(
    ({ drawMath }) => into.dataset.latex === latex && drawMath(latex, into, display),
    () => undefined,
  );
}

export function editMath(latex: string, display: boolean, done: (latex: string | null) => void): void {
  const preview = h("div", { class: "math-preview", "aria-live": "polite" });
  const field = textField({
    name: "latex",
    label: t("Formula in LaTeX"),
    value: latex,
    placeholder: String.raw`\frac{a}{b} = c^2`,
    maxlength: LONGEST.latex,
    multiline: true,
    autofocus: true,
  });
  const input = field.querySelector("textarea") as HTMLTextAreaElement;
  let saved: string | null = null;
  const save = (event: Event) => {
    event.preventDefault();
    saved = input.value.trim();
    dialog.close();
  };
  const form = h(
    "form",
    { onsubmit: save },
    field,
    preview,
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Set formula")),
    ),
  );
  const dialog = openDialog(t("Formula"), [form], () => done(saved));
  input.addEventListener("input", () => draw(input.value.trim(), preview, display));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
  });
  draw(latex, preview, display);
}

function makeMath(place: Place, display: boolean): Drawn {
  const dom = h(display ? "div" : "span", { class: display ? "math-block" : "math" });
  let latex = "";
  const edit = () =>
    editMath(latex, display, (next) => {
      if (next === "" || (next === null && latex === "")) place.remove();
      else if (next !== null && next !== latex) place.change({ latex: next });
      place.editor.commands.focus();
    });
  dom.addEventListener("dblclick", () => place.editor.isEditable && edit());
  return {
    dom,
    edit: () => {
      try {
        edit();
      } catch (error) {
        toastError(error);
      }
    },
    show(node) {
      latex = String(node.attrs.latex ?? "");
      dom.title = place.editor.isEditable ? t("Formula; Enter or a double click edits it") : "";
      draw(latex, dom, display);
    },
  };
}

export const inlineMathView: NodeViewRenderer = atomView((place) => makeMath(place, false));
export const blockMathView: NodeViewRenderer = atomView((place) => makeMath(place, true));
