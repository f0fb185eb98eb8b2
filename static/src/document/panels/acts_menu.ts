/** The "⋯" menu of a document: what one does with the whole of it. On phones the panels are in it too. */
import { t } from "../../i18n.ts";
import { type Child, h } from "../../ui/dom.ts";
import { icon, svg } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import type { DocumentContext } from "../context.ts";
import { type ActSpec, registeredActs, registeredPanels } from "./registry.ts";

/** The bar has no room for the panels' toggles below this width. */
const NARROW = matchMedia("(max-width: 720px)");

function line(label: string, name: string, source: string, keys: string | undefined, run: () => void) {
  return h(
    "button",
    {
      type: "button",
      class: "menu-item",
      onclick: (event: Event) => {
        (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
        run();
      },
    },
    svg(`act-${name}`, source),
    label,
    keys && h("kbd", { class: "menu-keys" }, keys),
  );
}

function actLine(act: ActSpec, context: DocumentContext): Child {
  if (act.shown && !act.shown(context)) return null;
  return line(labelOf(act, context), act.name, act.icon, act.keys, () => act.run(context));
}

function panelLines(context: DocumentContext): Child[] {
  if (!NARROW.matches) return [];
  const lines = registeredPanels()
    .filter((spec) => spec.shown?.(context) ?? true)
    .map((spec) => line(spec.label, spec.name, spec.icon, undefined, () => context.panels.open(spec.name)));
  return lines.length > 0 ? [...lines, h("hr")] : [];
}

function labelOf(act: ActSpec, context: DocumentContext): string {
  return typeof act.label === "string" ? act.label : act.label(context);
}

/** The acts that have a button of their own. */
function barButtons(context: DocumentContext): HTMLElement[] {
  const acts = registeredActs().filter((act) => act.bar);
  const buttons = acts.map((act) => {
    const label = labelOf(act, context);
    const attributes = { type: "button", class: "icon-button not-phone", "aria-label": label, title: label };
    return h("button", { ...attributes, onclick: () => act.run(context) }, svg(`act-${act.name}`, act.icon));
  });
  const offer = () => {
    acts.forEach((act, at) => {
      (buttons[at] as HTMLElement).hidden = !(act.shown?.(context) ?? true);
    });
  };
  context.onRight(offer);
  offer();
  return buttons;
}

/** Fills the place of the buttons at the end of the bar. */
export function startActsMenu(place: HTMLElement, context: DocumentContext): void {
  const button: HTMLButtonElement = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      id: "document-acts-button",
      "aria-label": t("More for this document"),
      title: t("More for this document"),
      "aria-haspopup": "dialog",
      onclick: () => {
        const lines = [...panelLines(context), ...registeredActs().map((act) => actLine(act, context))];
        openMenu(button, lines, { label: t("More for this document") });
      },
    },
    icon("more"),
  );
  place.replaceChildren(...barButtons(context), button);
}
