/**
 * The handle beside the block under the pointer: drag it to move the block, click it for its menu; the plus adds a
 * line. It is a help for the mouse only: the keys are Alt+Shift+arrows, the menu stands in the toolbar too.
 */
import { type Editor, Extension } from "@tiptap/core";
import { NodeSelection, Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import grip from "lucide-static/icons/grip-vertical.svg?raw";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon, svg } from "../../ui/icons.ts";
import { addBehind, openBlockMenu, selectBlock } from "./acts.ts";
import { type Block, blockAround } from "./move.ts";

class Handle {
  readonly #grip = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      draggable: "true",
      tabindex: -1,
      "aria-label": t("Move or change this block"),
      title: t("Drag to move, click for more"),
    },
    svg("grip-vertical", grip, "small"),
  );
  readonly #plus = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      tabindex: -1,
      "aria-label": t("Add below"),
      title: t("Add below"),
    },
    icon("plus", "small"),
  );
  readonly #element = h(
    "div",
    { class: "block-handle", contenteditable: "false", hidden: true },
    this.#plus,
    this.#grip,
  );
  readonly #host: HTMLElement;
  readonly #leaving = new AbortController();
  #block: Block | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly view: EditorView,
  ) {
    this.#host = view.dom.parentElement ?? document.body;
    this.#host.append(this.#element);
    const { signal } = this.#leaving;
    const area = view.dom.closest<HTMLElement>(".document-scroll") ?? this.#host;
    area.addEventListener("pointermove", (event) => this.#follow(event), { signal, passive: true });
    area.addEventListener("pointerleave", () => this.hide(), { signal });
    view.dom.addEventListener("keydown", () => this.hide(), { signal });
    this.#grip.addEventListener("dragstart", (event) => this.#drag(event));
    this.#grip.addEventListener("dragend", () => this.#dragged());
    this.#grip.addEventListener("click", () => {
      const block = this.#here();
      if (!block) return;
      selectBlock(editor, block);
      if (!NodeSelection.isSelectable(block.node)) editor.commands.setTextSelection(block.at + 1);
      openBlockMenu(editor, this.#grip);
    });
    this.#plus.addEventListener("click", () => {
      const block = this.#here();
      if (block) addBehind(editor, block);
    });
  }

  hide(): void {
    this.#block = null;
    this.#element.hidden = true;
  }

  /** The text changed: the place may be another one. */
  changed(): void {
    if (this.#block && !this.#here()) this.hide();
  }

  destroy(): void {
    this.#leaving.abort();
    this.#element.remove();
  }

  #follow(event: PointerEvent): void {
    if (event.pointerType !== "mouse" || event.buttons !== 0 || !this.editor.isEditable) return;
    if (this.#element.contains(event.target as Node)) return;
    const box = this.view.dom.getBoundingClientRect();
    if (event.clientY < box.top || event.clientY > box.bottom) {
      this.hide();
      return;
    }
    // Where the pointer is beside the text, the line at its height counts.
    const left = Math.min(Math.max(event.clientX, box.left + 30), box.right - 10);
    const found = this.view.posAtCoords({ left, top: event.clientY });
    if (!found) return;
    const inside = found.inside >= 0 ? this.view.state.doc.nodeAt(found.inside) : null;
    const at = inside?.isAtom && inside.isBlock ? found.inside : found.pos;
    const block = blockAround(this.view.state.doc.resolve(at));
    if (block && block.at !== this.#block?.at) this.#show(block);
    else if (block) this.#block = block;
  }

  #show(block: Block): void {
    const dom = this.view.nodeDOM(block.at);
    if (!(dom instanceof HTMLElement)) {
      this.hide();
      return;
    }
    this.#block = block;
    this.#element.hidden = false;
    const host = this.#host.getBoundingClientRect();
    const box = dom.getBoundingClientRect();
    const line = Number.parseFloat(getComputedStyle(dom).lineHeight) || 24;
    const item = ["listItem", "taskItem"].includes(block.node.type.name);
    const bullet = block.node.type.name === "listItem" ? 22 : 0;
    const depth = box.left - host.left - bullet;
    this.#element.style.top = `${box.top - host.top + (Math.min(line, 40) - 26) / 2}px`;
    this.#element.style.left = `${(item ? depth : 0) - this.#element.offsetWidth - 4}px`;
  }

  /** The block as it is now, when it is still where it was. */
  #here(): Block | null {
    const node = this.#block && this.view.state.doc.nodeAt(this.#block.at);
    return node && this.#block && node.type === this.#block.node.type ? { node, at: this.#block.at } : null;
  }

  #drag(event: DragEvent): void {
    const block = this.#here();
    if (!block || !event.dataTransfer) {
      event.preventDefault();
      return;
    }
    const { view } = this;
    const selection = NodeSelection.create(view.state.doc, block.at);
    view.dispatch(view.state.tr.setSelection(selection));
    const slice = selection.content();
    const { dom, text } = view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData("text/html", dom.innerHTML);
    event.dataTransfer.setData("text/plain", text);
    event.dataTransfer.effectAllowed = "copyMove";
    const shown = view.nodeDOM(block.at);
    if (shown instanceof HTMLElement) event.dataTransfer.setDragImage(shown, 0, 0);
    // What the editor itself sets when a selection is dragged: a drop then moves, and finds the node again when
    // others have written meanwhile.
    view.dragging = Object.assign({ slice, move: true }, { node: selection });
    this.#element.classList.add("dragging");
  }

  #dragged(): void {
    this.#element.classList.remove("dragging");
    this.view.dragging = null;
    this.hide();
  }
}

export const BlockHandle = Extension.create({
  name: "blockHandle",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey("blockHandle"),
        view: (view) => {
          const handle = new Handle(editor, view);
          return {
            update: (next, before) => {
              if (next.state.doc !== before.doc) handle.changed();
            },
            destroy: () => handle.destroy(),
          };
        },
      }),
    ];
  },
});
