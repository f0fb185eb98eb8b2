/** The small box at a suggestion that the cursor is in: who suggests what, and the two answers. */
import { t } from "../../i18n.ts";
import { fill, h, must, onceAFrame } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import type { DocumentContext } from "../context.ts";
import { onDocument } from "../panels/registry.ts";
import { nameOf, only, resolveSuggestions, whatOf, whenOf } from "./acts.ts";
import { type Suggestion, suggestionAt } from "./resolve.ts";

function answers(one: Suggestion, context: DocumentContext): HTMLElement | null {
  if (!context.modes.mayEdit) return null;
  const answer = (label: string, name: "check" | "close", accept: boolean) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        title: label,
        onmousedown: (event: MouseEvent) => event.preventDefault(), // the cursor stays in the text
        onclick: () => {
          resolveSuggestions(context.editor, only(one), accept);
          context.editor.commands.focus();
        },
      },
      icon(name, "small"),
    );
  return h("span", {}, answer(t("Accept"), "check", true), answer(t("Reject"), "close", false));
}

/** Only after a click or a move of the cursor: nothing pops up while one types. */
function start(context: DocumentContext): void {
  const { editor } = context;
  const place = must("#document-page");
  const box = h("div", {
    class: "suggestion-popover",
    role: "group",
    "aria-label": t("Suggestion"),
    hidden: true,
  });
  place.append(box);
  const show = () => {
    const { empty, head } = editor.state.selection;
    const one = empty && !editor.isDestroyed ? suggestionAt(editor.state.doc, head) : null;
    box.hidden = one === null;
    if (!one) return;
    const words = `${nameOf(one.author, context)}: ${whatOf(one)} · ${whenOf(one)}`;
    fill(box, h("span", {}, words), answers(one, context));
    const page = place.getBoundingClientRect();
    const at = editor.view.coordsAtPos(head);
    box.style.top = `${at.bottom - page.top + 6}px`;
    box.style.left = `${Math.max(0, Math.min(at.left - page.left, page.width - box.offsetWidth))}px`;
  };
  const soon = onceAFrame(show);
  editor.on("selectionUpdate", ({ transaction }) => {
    if (!transaction.docChanged) soon();
  });
  editor.on("update", () => {
    box.hidden = true;
  });
}

onDocument(start);
