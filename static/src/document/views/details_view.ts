/** A section that folds. Who folds it does so for themselves; a cursor that goes into it opens it. */
import type { NodeViewRenderer } from "@tiptap/core";
import chevron from "lucide-static/icons/chevron-right.svg?raw";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";

export const detailsView: NodeViewRenderer = ({ editor, getPos, node: first }) => {
  let node = first;
  const toggle = h(
    "button",
    { type: "button", class: "details-toggle", contenteditable: "false" },
    svg("chevron-right", chevron),
  );
  const contentDOM = h("div", { class: "details-body" });
  const dom = h("div", { class: "details" }, toggle, contentDOM);
  const open = (on: boolean) => {
    dom.classList.toggle("open", on);
    toggle.setAttribute("aria-expanded", String(on));
    toggle.setAttribute("aria-label", on ? t("Fold this section") : t("Unfold this section"));
  };
  const follow = () => {
    const at = getPos();
    if (at === undefined || dom.classList.contains("open")) return;
    const content = at + 1 + (node.firstChild?.nodeSize ?? 0);
    const { from, to } = editor.state.selection;
    if (from > content && to < at + node.nodeSize) open(true);
  };
  toggle.addEventListener("click", () => {
    open(!dom.classList.contains("open"));
    const at = getPos();
    const { from } = editor.state.selection;
    const inside = at !== undefined && from > at && from < at + node.nodeSize;
    // A cursor in what is folded would type where nobody sees it.
    if (inside && at !== undefined && !dom.classList.contains("open"))
      editor.commands.setTextSelection(at + 2);
  });
  editor.on("selectionUpdate", follow);
  open(first.attrs.open === true);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      if (next.attrs.open !== node.attrs.open) open(next.attrs.open === true);
      node = next;
      return true;
    },
    stopEvent: (event) => toggle.contains(event.target as Node),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
    destroy: () => editor.off("selectionUpdate", follow),
  };
};
