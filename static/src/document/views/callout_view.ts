/** A box that stands out, with its kind as an icon; a click on it changes the kind. */
import type { NodeViewRenderer } from "@tiptap/core";
import info from "lucide-static/icons/info.svg?raw";
import tip from "lucide-static/icons/lightbulb.svg?raw";
import danger from "lucide-static/icons/octagon-alert.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import { CALLOUTS, type CalloutKind } from "../nodes/callout.ts";
import { placeOf } from "./atom.ts";

export const CALLOUT_ICONS: Record<CalloutKind, string> = { info, tip, warning, danger };
export const CALLOUT_WORDS: Record<CalloutKind, string> = {
  info: t("Note"),
  tip: t("Tip"),
  warning: t("Warning"),
  danger: t("Danger"),
};

const known = (kind: unknown): CalloutKind => CALLOUTS.find((each) => each === kind) ?? "info";

export const calloutView: NodeViewRenderer = ({ editor, getPos, node: first }) => {
  const place = placeOf(editor, getPos);
  const button = h("button", { type: "button", class: "callout-kind", contenteditable: "false" });
  const contentDOM = h("div", { class: "callout-body" });
  const dom = h("div", { class: "callout", role: "note" }, button, contentDOM);
  const draw = (said: unknown) => {
    const kind = known(said);
    dom.dataset.kind = kind;
    dom.setAttribute("aria-label", CALLOUT_WORDS[kind]);
    button.setAttribute("aria-label", t("Kind of box: {kind}", { kind: CALLOUT_WORDS[kind] }));
    button.replaceChildren(svg(`callout-${kind}`, CALLOUT_ICONS[kind]));
  };
  button.addEventListener("click", () => {
    if (!editor.isEditable) return;
    const items = CALLOUTS.map((kind) => {
      const run = () => {
        close();
        place.change({ kind });
        editor.commands.focus();
      };
      return h(
        "button",
        { type: "button", class: "menu-item", onclick: run },
        svg(`callout-${kind}`, CALLOUT_ICONS[kind]),
        CALLOUT_WORDS[kind],
      );
    });
    const close = openMenu(button, items, { label: t("Kind of box") });
  });
  draw(first.attrs.kind);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== first.type) return false;
      draw(next.attrs.kind);
      return true;
    },
    stopEvent: (event) => button.contains(event.target as Node),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
};
