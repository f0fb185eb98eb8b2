/** The button at the corner of the table that holds the cursor. */
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import chevron from "lucide-static/icons/chevron-down.svg?raw";
import table from "lucide-static/icons/table.svg?raw";
import { t } from "../../i18n.ts";
import { h, onceAFrame } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import { ancestor } from "../nodes/details.ts";
import { openTableMenu } from "./menu.ts";

class Corner {
  readonly #button = h(
    "button",
    {
      type: "button",
      class: "table-corner",
      "aria-label": t("Change the table"),
      title: t("Change the table"),
      hidden: true,
    },
    svg("table", table, "small"),
    svg("chevron-down", chevron, "small"),
  );
  readonly #host: HTMLElement;
  readonly #soon = onceAFrame(() => this.#draw());
  readonly #resized = new ResizeObserver(() => this.#soon());

  constructor(
    private readonly editor: Editor,
    private readonly view: EditorView,
  ) {
    this.#host = view.dom.parentElement ?? document.body;
    this.#host.append(this.#button);
    this.#resized.observe(view.dom);
    this.#button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#button.addEventListener("click", () => openTableMenu(editor, this.#button));
    editor.on("focus", this.#soon);
    editor.on("blur", this.#soon);
  }

  changed(): void {
    this.#soon();
  }

  destroy(): void {
    this.editor.off("focus", this.#soon);
    this.editor.off("blur", this.#soon);
    this.#resized.disconnect();
    this.#button.remove();
  }

  #draw(): void {
    const { view } = this;
    if (view.isDestroyed) return;
    const { $from } = view.state.selection;
    const depth = ancestor($from, "table");
    const wanted =
      depth !== null && view.editable && (view.hasFocus() || this.#button === document.activeElement);
    const dom = wanted && depth !== null ? view.nodeDOM($from.before(depth)) : null;
    this.#button.hidden = !(dom instanceof HTMLElement);
    if (!(dom instanceof HTMLElement)) return;
    const host = this.#host.getBoundingClientRect();
    const box = dom.getBoundingClientRect();
    this.#button.style.top = `${box.top - host.top - this.#button.offsetHeight - 2}px`;
    this.#button.style.left = `${box.right - host.left - this.#button.offsetWidth}px`;
  }
}

export const TableCorner = Extension.create({
  name: "tableCorner",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey("tableCorner"),
        view: (view) => {
          const corner = new Corner(editor, view);
          return { update: () => corner.changed(), destroy: () => corner.destroy() };
        },
      }),
    ];
  },
});
