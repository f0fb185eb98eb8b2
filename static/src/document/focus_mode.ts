/** Nothing but the page: the frame, the bars and the panels go away until one is done. */
import focusIcon from "lucide-static/icons/maximize.svg?raw";
import leaveIcon from "lucide-static/icons/minimize.svg?raw";
import { t } from "../i18n.ts";
import { h, must } from "../ui/dom.ts";
import { svg } from "../ui/icons.ts";
import type { DocumentContext } from "./context.ts";
import { registerAct } from "./panels/registry.ts";

/** Menus, dialogs, lists to choose from, the bar for finding. */
const ABOVE = ":popover-open, dialog[open], [role=listbox]:not([hidden]), .find-bar:not([hidden])";

function leave(context: DocumentContext): void {
  const app = must("#app");
  if (!app.classList.contains("focus-mode")) return;
  app.classList.remove("focus-mode");
  document.querySelector(".leave-focus")?.remove();
  removeEventListener("keydown", onEscape, { capture: true });
  context.editor.commands.focus(undefined, { scrollIntoView: false });
}

let onEscape: (event: KeyboardEvent) => void = () => undefined;

function enter(context: DocumentContext): void {
  const app = must("#app");
  if (app.classList.contains("focus-mode")) {
    leave(context);
    return;
  }
  context.panels.close();
  app.classList.add("focus-mode");
  const label = t("Leave focus mode");
  app.append(
    h(
      "button",
      {
        type: "button",
        class: "icon-button leave-focus",
        "aria-label": label,
        title: label,
        "aria-keyshortcuts": "Escape",
        onclick: () => leave(context),
      },
      svg("leave-focus", leaveIcon),
    ),
  );
  // Before the editor, for which Escape means something too; what lies above is closed first.
  onEscape = (event) => {
    if (event.key !== "Escape" || event.isComposing || document.querySelector(ABOVE)) return;
    event.preventDefault();
    event.stopPropagation();
    leave(context);
  };
  addEventListener("keydown", onEscape, { capture: true });
  context.editor.commands.focus(undefined, { scrollIntoView: false });
}

registerAct({ name: "focus", label: t("Focus mode"), icon: focusIcon, order: 70, run: enter });
