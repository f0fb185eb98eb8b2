/** Printing: the page alone, clean; the addresses of links if one wants them. */
import printIcon from "lucide-static/icons/printer.svg?raw";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { registerAct } from "./panels/registry.ts";

function ask(): void {
  const addresses = h("input", { type: "checkbox", name: "addresses" });
  const go = () => {
    dialog.close();
    document.documentElement.toggleAttribute("data-print-links", addresses.checked);
    window.print();
  };
  const dialog = openDialog(t("Print"), [
    h("p", {}, t("The title and the text are printed, without the page around them.")),
    h("label", { class: "check" }, addresses, t("Print the addresses of links")),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "button", class: "button primary", onclick: go }, t("Print")),
    ),
  ]);
}

registerAct({ name: "print", label: t("Print"), icon: printIcon, order: 50, run: ask });
