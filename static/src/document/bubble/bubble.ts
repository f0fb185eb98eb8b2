/**
 * The menu at a selection. It comes when the selection is made (not while the mouse is still down), goes with it,
 * and can be reached with Alt+F10; Escape leads back into the text.
 */
import { type Editor, Extension } from "@tiptap/core";
import { AllSelection, Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { CellSelection } from "@tiptap/pm/tables";
import { t } from "../../i18n.ts";
import { h, onceAFrame } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import { placeAt } from "../floating.ts";
import { nextStop } from "../roving.ts";
import { shownKeys } from "../shown_keys.ts";
import { type BubbleAct, bubbleActs } from "./acts.ts";

class Bubble {
  readonly element = h("div", {
    class: "bubble floating",
    role: "toolbar",
    "aria-label": t("Selected text"),
    hidden: true,
  });
  #pressed = false;
  #dismissed = false;
  #shown = "";
  readonly #soon = onceAFrame(() => this.#draw());
  readonly #leaving = new AbortController();

  constructor(private readonly editor: Editor) {
    const { signal } = this.#leaving;
    const { dom } = editor.view;
    (dom.closest("main") ?? document.body).append(this.element);
    dom.addEventListener("pointerdown", () => this.#press(true), { signal });
    window.addEventListener("pointerup", () => this.#press(false), { signal });
    window.addEventListener("scroll", this.#soon, { signal, capture: true, passive: true });
    window.addEventListener("resize", this.#soon, { signal });
    dom.addEventListener("blur", this.#soon, { signal });
    dom.addEventListener("focus", this.#soon, { signal });
    this.element.addEventListener("focusout", this.#soon);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    // The selection in the text must stay.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  changed(): void {
    this.#dismissed = false;
    this.#soon();
  }

  focus(): boolean {
    this.#dismissed = false;
    this.#draw();
    const first = this.element.querySelector("button");
    first?.focus();
    return first !== null;
  }

  /** True when it was there to be put away. */
  dismiss(): boolean {
    if (this.element.hidden) return false;
    this.#dismissed = true;
    this.#soon();
    return true;
  }

  destroy(): void {
    this.#leaving.abort();
    this.element.remove();
  }

  #press(on: boolean): void {
    this.#pressed = on;
    this.#soon();
  }

  get #wanted(): boolean {
    const { editor } = this;
    if (editor.isDestroyed || this.#pressed || this.#dismissed) return false;
    if (!editor.view.hasFocus() && !this.element.contains(document.activeElement) && editor.isEditable)
      return false;
    const { selection, doc } = editor.state;
    const text = [TextSelection, AllSelection, CellSelection].some((kind) => selection instanceof kind);
    if (!text || selection.empty || selection.$from.parent.type.spec.code) return false;
    return doc.textBetween(selection.from, selection.to, " ", "x").trim() !== "";
  }

  #draw(): void {
    const acts = this.#wanted ? bubbleActs(this.editor) : [];
    this.element.hidden = acts.length === 0;
    if (acts.length === 0) {
      this.#shown = "";
      return;
    }
    const names = acts.map((act) => act.name).join();
    if (names !== this.#shown) {
      this.#shown = names;
      this.element.replaceChildren(...acts.map((act, index) => this.#button(act, index)));
    }
    for (const [index, button] of [...this.element.querySelectorAll("button")].entries()) {
      const on = acts[index]?.on?.(this.editor);
      if (on !== undefined) button.setAttribute("aria-pressed", String(on));
    }
    this.#place();
  }

  #place(): void {
    const { view, state } = this.editor;
    const { from, to } = state.selection;
    const start = view.coordsAtPos(from, 1);
    const end = view.coordsAtPos(to, -1);
    const within = view.dom.closest(".document-scroll")?.getBoundingClientRect();
    const gone = within && (end.bottom < within.top || start.top > within.bottom);
    this.element.classList.toggle("away", gone === true);
    const left = start.top === end.top ? (start.left + end.left) / 2 : start.left;
    const column = view.dom.getBoundingClientRect().left;
    const half = this.element.getBoundingClientRect().width / 2;
    // Phones put their own menu above a selection: ours goes below.
    const above = !matchMedia("(pointer: coarse)").matches;
    placeAt(this.element, { left: Math.max(column, left - half), top: start.top, bottom: end.bottom }, above);
  }

  #button(act: BubbleAct, index: number): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": act.label,
        title: act.keys ? `${act.label} (${shownKeys(act.keys)})` : act.label,
        tabindex: index === 0 ? 0 : -1,
        onclick: (event: MouseEvent) => {
          act.run(this.editor, event.currentTarget as HTMLElement);
          this.#soon();
        },
      },
      svg(`bubble-${act.name}`, act.icon, "small"),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.editor.commands.focus();
      this.dismiss();
      return;
    }
    const buttons = [...this.element.querySelectorAll("button")];
    const next = nextStop(event.key, buttons.indexOf(event.target as HTMLButtonElement), buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next]?.focus();
  }
}

export const BubbleMenu = Extension.create({
  name: "bubbleMenu",
  addStorage: () => ({ bubble: null as Bubble | null }),
  addProseMirrorPlugins() {
    const { editor, storage } = this;
    return [
      new Plugin({
        key: new PluginKey("bubbleMenu"),
        view: () => {
          const bubble = new Bubble(editor);
          storage.bubble = bubble;
          return {
            update: (view, before) => {
              if (!view.state.selection.eq(before.selection) || view.state.doc !== before.doc)
                bubble.changed();
            },
            destroy: () => bubble.destroy(),
          };
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      Escape: () => this.storage.bubble?.dismiss() ?? false,
      "Alt-F10": () => this.storage.bubble?.focus() ?? false,
    };
  },
});
