/** The column at the right of a document: one panel at a time, its toggles in the top bar. */
import { type SidePanel, SidePanels } from "../../chat/side_panels.ts";
import { t } from "../../i18n.ts";
import { h, must } from "../../ui/dom.ts";
import { icon, svg } from "../../ui/icons.ts";
import type { DocumentContext } from "../context.ts";
import { type PanelSpec, registeredPanels } from "./registry.ts";

export { type ActSpec, onDocument, type PanelSpec, registerAct, registerPanel } from "./registry.ts";

const KEY = "collab:document-panel";

class Column implements SidePanel {
  readonly element: HTMLElement;
  readonly #body: HTMLElement;
  #end: (() => void) | null = null;

  constructor(
    private readonly spec: PanelSpec,
    private readonly context: () => DocumentContext,
    close: () => void,
  ) {
    const heading = `panel-${spec.name}-heading`;
    this.#body = h("div", { class: "panel-body" });
    this.element = h(
      "aside",
      { class: "panel", id: `panel-${spec.name}`, "aria-labelledby": heading, hidden: true },
      h(
        "div",
        { class: "panel-head" },
        h("h2", { id: heading }, spec.label),
        h(
          "button",
          { type: "button", class: "icon-button panel-close", "aria-label": t("Close"), onclick: close },
          icon("close", "small"),
        ),
      ),
      this.#body,
    );
  }

  opened(): void {
    this.#end?.();
    this.#end = this.spec.open(this.#body, this.context());
  }

  closed(): void {
    this.#end?.();
    this.#end = null;
    this.#body.replaceChildren();
  }
}

export class Panels {
  readonly #specs = registeredPanels();
  readonly #toggles = new Map<string, HTMLButtonElement>();
  readonly #side: SidePanels;
  #context: DocumentContext | null = null;

  constructor() {
    const columns: Record<string, Column> = {};
    const context = () => this.#context as DocumentContext;
    for (const spec of this.#specs) columns[spec.name] = new Column(spec, context, () => this.close());
    for (const { element } of Object.values(columns)) must("#app").append(element);
    this.#side = new SidePanels(columns, KEY);
    must("#panel-toggles").replaceChildren(...this.#specs.map((spec) => this.#toggle(spec)));
  }

  /** From now on panels can open. What was open on this device is opened again. */
  start(context: DocumentContext): void {
    this.#context = context;
    this.#side.watch((shown) => {
      for (const [name, button] of this.#toggles) {
        button.setAttribute("aria-expanded", String(name === shown));
      }
    });
    context.onRight(() => this.#offer(context));
    this.#offer(context);
    this.#side.restore("");
  }

  get shown(): string | null {
    return this.#side.shown;
  }

  open(name: string): void {
    if (this.#context) this.#side.open(name);
  }

  toggle(name: string): void {
    if (this.#context) this.#side.toggle(name);
  }

  close(): void {
    this.#side.close();
  }

  /** A number beside a panel's icon; 0 takes it away. */
  count(name: string, count: number): void {
    const button = this.#toggles.get(name);
    if (!button) return;
    button.querySelector(".toggle-count")?.remove();
    const label = this.#specs.find((spec) => spec.name === name)?.label ?? "";
    button.setAttribute("aria-label", count > 0 ? `${label}, ${count > 99 ? "99+" : count}` : label);
    if (count > 0) button.append(h("span", { class: "toggle-count" }, count > 99 ? "99+" : count));
  }

  #offer(context: DocumentContext): void {
    for (const spec of this.#specs) {
      const offered = spec.shown?.(context) ?? true;
      const toggle = this.#toggles.get(spec.name);
      if (toggle) toggle.hidden = !offered;
      if (!offered && this.shown === spec.name) this.close();
    }
  }

  #toggle(spec: PanelSpec): HTMLElement {
    const button = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": spec.label,
        title: spec.label,
        "aria-expanded": "false",
        "aria-controls": `panel-${spec.name}`,
        onclick: () => this.toggle(spec.name),
      },
      svg(`panel-${spec.name}`, spec.icon),
    );
    this.#toggles.set(spec.name, button);
    return button;
  }
}
