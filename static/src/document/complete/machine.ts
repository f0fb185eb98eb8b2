/**
 * Proposals while one writes in the text: one machine for slash commands, mentions, documents and emoji. The text
 * keeps the focus; the list is told by `aria-controls` and `aria-activedescendant`, as in the composer.
 */
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { plural } from "../../i18n.ts";
import type { Token } from "../../ui/autocomplete_token.ts";
import { type Child, h } from "../../ui/dom.ts";
import { placeAt } from "../floating.ts";

export interface Range {
  from: number;
  to: number;
}

export interface Choice {
  label: string;
  hint?: string | undefined;
  face?: Child;
  /** A heading above the first choice of each group. */
  group?: string;
  /** Takes the place of what was typed (`range`, its sign included). */
  take(editor: Editor, range: Range): void;
}

export interface Completer {
  /** the list's name for screen readers */
  name: string;
  /** the token that ends where `before`, the text of the block up to the cursor, ends */
  token(before: string): Token | null;
  /** best first; a rejection counts as nothing found */
  find(query: string, editor: Editor): Choice[] | Promise<Choice[]>;
}

const MOST = 60;
/** Stands for what is no text (a mention, a formula): one place in the text, and no letter. */
const OBJECT = "\ufffc";
const key = new PluginKey("completion");
let lists = 0;

class Machine {
  #token: Token | null = null;
  #completer: Completer | null = null;
  #shown: Choice[] = [];
  #at = 0;
  #asked = 0;
  /** where the token begins that Escape closed */
  #closedAt: number | null = null;
  #start = 0;
  readonly #list = h("div", {
    id: `completion-${++lists}`,
    class: "suggestions floating",
    role: "listbox",
    tabindex: 0, // it scrolls
    hidden: true,
    onmousedown: (event: Event) => event.preventDefault(), // the text keeps the focus
  });
  readonly #said = h("p", { class: "visually-hidden", role: "status" });

  constructor(
    private readonly editor: Editor,
    private readonly view: EditorView,
    private readonly completers: readonly Completer[],
  ) {
    (view.dom.closest("main") ?? document.body).append(this.#list, this.#said);
    view.dom.addEventListener("blur", this.#blurred);
  }

  readonly #blurred = () => this.close();

  get open(): boolean {
    return !this.#list.hidden;
  }

  /** The text or the cursor changed. */
  look(): void {
    const found = this.#tokenHere();
    if (!found || found.start === this.#closedAt) {
      if (!found) this.#closedAt = null;
      this.close();
      return;
    }
    this.#start = found.start;
    this.#token = found.token;
    this.#completer = found.completer;
    void this.#ask(found.completer, found.token.query);
  }

  #tokenHere(): { completer: Completer; token: Token; start: number } | null {
    const { empty, $from } = this.view.state.selection;
    if (!this.view.editable || this.view.composing || !empty) return null;
    if (!$from.parent.isTextblock || $from.parent.type.spec.code) return null;
    if ($from.marks().some((mark) => mark.type.name === "code")) return null;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, OBJECT);
    for (const completer of this.completers) {
      const token = completer.token(before);
      if (token) return { completer, token, start: $from.start() + token.start };
    }
    return null;
  }

  /** True when the key was meant for the list. */
  key(event: KeyboardEvent): boolean {
    if (!this.open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move((this.#at + step + this.#shown.length) % this.#shown.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.#take(this.#at);
    else if (event.key === "Escape") {
      this.#closedAt = this.#start;
      this.close();
    } else return false;
    return true;
  }

  close(): void {
    this.#asked++; // an answer that is on its way comes too late
    this.#shown = [];
    this.#draw();
  }

  destroy(): void {
    this.close();
    this.view.dom.removeEventListener("blur", this.#blurred);
    this.#list.remove();
    this.#said.remove();
  }

  async #ask(completer: Completer, query: string): Promise<void> {
    const asked = ++this.#asked;
    const answer = completer.find(query, this.editor);
    const found = Array.isArray(answer) ? answer : await answer.catch(() => []);
    if (asked !== this.#asked) return;
    this.#shown = found.slice(0, MOST);
    this.#at = 0;
    this.#draw();
  }

  #draw(): void {
    const open = this.#shown.length > 0;
    if (!open && this.#list.hidden) return;
    this.#list.hidden = !open;
    this.#list.replaceChildren(...this.#rows());
    this.#said.textContent = open
      ? plural(
          this.#shown.length,
          "1 suggestion, Enter takes it",
          "{n} suggestions, arrows choose, Enter takes",
        )
      : "";
    const { dom } = this.view;
    if (!open) {
      for (const name of ["aria-controls", "aria-activedescendant"]) dom.removeAttribute(name);
      return;
    }
    this.#list.setAttribute("aria-label", this.#completer?.name ?? "");
    dom.setAttribute("aria-controls", this.#list.id);
    placeAt(this.#list, this.view.coordsAtPos(Math.min(this.#start, this.view.state.doc.content.size)));
    this.#move(0);
  }

  #rows(): HTMLElement[] {
    let group: string | undefined;
    let box: HTMLElement | null = null;
    const rows: HTMLElement[] = [];
    for (const [index, choice] of this.#shown.entries()) {
      const option = this.#option(choice, index);
      if (choice.group === undefined) {
        rows.push(option);
        continue;
      }
      if (choice.group !== group || !box) {
        group = choice.group;
        const head = h("div", { class: "suggestions-group", "aria-hidden": "true" }, group);
        box = h("div", { role: "group", "aria-label": group }, head);
        rows.push(box);
      }
      box.append(option);
    }
    return rows;
  }

  #option(choice: Choice, index: number): HTMLElement {
    return h(
      "div",
      {
        id: `${this.#list.id}-${index}`,
        role: "option",
        class: "menu-item",
        // A pointer that goes down here must not take the focus away; the click then chooses.
        onmousedown: (event: Event) => event.preventDefault(),
        onclick: () => this.#take(index),
      },
      choice.face ? h("span", { class: "face", "aria-hidden": "true" }, choice.face) : null,
      h("span", { class: "name" }, choice.label),
      choice.hint ? h("span", { class: "muted" }, choice.hint) : null,
    );
  }

  #move(to: number): void {
    this.#at = to;
    for (const [index, option] of [...this.#list.querySelectorAll("[role=option]")].entries()) {
      option.setAttribute("aria-selected", String(index === to));
      if (index === to) option.scrollIntoView({ block: "nearest" });
    }
    this.view.dom.setAttribute("aria-activedescendant", `${this.#list.id}-${to}`);
  }

  #take(index: number): void {
    const choice = this.#shown[index];
    const found = this.#tokenHere(); // others may have written before it meanwhile
    this.close();
    if (!choice || !found || !this.#token) return;
    choice.take(this.editor, { from: found.start, to: this.view.state.selection.from });
  }
}

export function completion(completers: readonly Completer[]): Extension {
  return Extension.create({
    name: "completion",
    priority: 1100, // its keys come before everybody's
    addProseMirrorPlugins() {
      const { editor } = this;
      let machine: Machine | null = null;
      return [
        new Plugin({
          key,
          props: { handleKeyDown: (_view, event) => machine?.key(event) ?? false },
          view: (view) => {
            machine = new Machine(editor, view, completers);
            return {
              update: (next, before) => {
                const moved = !next.state.selection.eq(before.selection) || next.state.doc !== before.doc;
                if (moved && next.hasFocus()) machine?.look();
              },
              destroy: () => machine?.destroy(),
            };
          },
        }),
      ];
    },
  });
}
