/** What one can do with a picture: its place, its description, its end. */
import center from "lucide-static/icons/align-center-vertical.svg?raw";
import right from "lucide-static/icons/align-end-vertical.svg?raw";
import left from "lucide-static/icons/align-start-vertical.svg?raw";
import { t } from "../../i18n.ts";
import { openDialog } from "../../ui/dialog.ts";
import { h } from "../../ui/dom.ts";
import { textField } from "../../ui/form.ts";
import { icon, svg } from "../../ui/icons.ts";
import type { Place } from "./atom.ts";

interface Attributes {
  alt: string;
  title: string;
  align: string | null;
}

export function pictureTools(place: Place, now: () => Attributes) {
  const describe = () => {
    const field = textField({
      name: "alt",
      label: t("Description"),
      value: now().alt,
      hint: t("What the picture shows, for people who cannot see it."),
      maxlength: 1000,
      multiline: true,
      autofocus: true,
    });
    const save = (event: Event) => {
      event.preventDefault();
      const alt = String(new FormData(form).get("alt") ?? "").trim();
      if (alt !== now().alt) place.change({ alt });
      dialog.close();
    };
    const form = h(
      "form",
      { onsubmit: save },
      field,
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
        h("button", { type: "submit", class: "button primary" }, t("Set description")),
      ),
    );
    const dialog = openDialog(t("Describe the picture"), [form], () => place.editor.commands.focus());
  };
  const tool = (label: string, drawn: Element, run: () => void) =>
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
      drawn,
    );
  const aligned = (align: string, label: string, name: string, source: string) =>
    tool(label, svg(name, source, "small"), () => place.change({ align: align === "center" ? null : align }));
  const element = h(
    "div",
    { class: "picture-tools editing-only", role: "group", "aria-label": t("Picture") },
    aligned("left", t("Left"), "align-left-block", left),
    aligned("center", t("In the middle"), "align-center-block", center),
    aligned("right", t("Right"), "align-right-block", right),
    h("button", { type: "button", class: "button quiet", onclick: describe }, t("Description")),
    tool(t("Remove the picture"), icon("trash", "small"), () => place.remove()),
  );
  return { element, describe };
}
