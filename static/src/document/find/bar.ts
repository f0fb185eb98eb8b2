/** The bar above the text for finding and replacing. Ctrl+F in the page opens it; pressed again the browser's own comes. */

import caseIcon from "lucide-static/icons/case-sensitive.svg?raw";
import nextIcon from "lucide-static/icons/chevron-down.svg?raw";
import previousIcon from "lucide-static/icons/chevron-up.svg?raw";
import regexIcon from "lucide-static/icons/regex.svg?raw";
import searchIcon from "lucide-static/icons/search.svg?raw";
import wordIcon from "lucide-static/icons/whole-word.svg?raw";
import closeIcon from "lucide-static/icons/x.svg?raw";
import { t } from "../../i18n.ts";
import { fill, h, must } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import type { DocumentContext } from "../context.ts";
import { onDocument, registerAct } from "../panels/registry.ts";
import { oneUndoStep } from "../undo.ts";
import { look, searchKey } from "./extension.ts";
import { MOST, matches, matchFrom, NO_QUERY, pattern, type Query, replacement } from "./search.ts";

/** A selection longer than this is not taken for what one looks for. */
const LONGEST = 100;

type Switch = "matchCase" | "wholeWord" | "regex";

class FindBar {
  readonly #bar = must("#find-bar");
  readonly #find = h("input", {
    type: "text",
    class: "input",
    "aria-label": t("Find"),
    placeholder: t("Find"),
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #with = h("input", {
    type: "text",
    class: "input",
    "aria-label": t("Replace with"),
    placeholder: t("Replace with"),
    autocomplete: "off",
  });
  readonly #count = h("span", { class: "find-count", role: "status" });
  readonly #replace = h("div", { class: "find-row" });
  /** What was done last, shown until one looks for something else. */
  #said = "";
  readonly #on: Record<Switch, boolean> = { matchCase: false, wholeWord: false, regex: false };

  constructor(private readonly context: DocumentContext) {
    this.#bar.setAttribute("role", "search");
    this.#bar.setAttribute("aria-label", t("Find in this document"));
    this.#draw();
    this.#find.addEventListener("input", () => this.#look());
    this.#bar.addEventListener("keydown", (event) => this.#key(event));
    context.editor.on("transaction", () => this.#bar.hidden || this.#tell());
    context.modes.watch(() => this.#offer());
    addEventListener("keydown", (event) => this.#shortcut(event));
  }

  open(): void {
    const { state } = this.context.editor;
    const { from, to } = state.selection;
    const selected = state.doc.textBetween(from, to, "\n");
    if (selected && selected.length <= LONGEST && !selected.includes("\n")) this.#find.value = selected;
    this.#bar.hidden = false;
    this.#offer();
    this.#find.focus();
    this.#find.select();
    this.#look();
  }

  /** The cursor goes to the match one stood on. */
  close(): void {
    const { editor } = this.context;
    const found = searchKey.getState(editor.state);
    const at = found?.matches[found.current];
    this.#bar.hidden = true;
    editor.view.dispatch(look(editor.state.tr, { query: NO_QUERY }));
    if (at) editor.commands.setTextSelection({ from: at.from, to: at.to });
    editor.commands.focus(undefined, { scrollIntoView: false });
  }

  get #query(): Query {
    return { text: this.#find.value, ...this.#on };
  }

  #look(): void {
    this.#said = "";
    this.#search();
  }

  #search(): void {
    const { editor } = this.context;
    const found = matches(editor.state.doc, this.#query);
    const current = matchFrom(found, editor.state.selection.from);
    editor.view.dispatch(look(editor.state.tr, { query: this.#query, current }));
    this.#show();
  }

  #step(by: 1 | -1): void {
    const { editor } = this.context;
    const found = searchKey.getState(editor.state);
    const count = found?.matches.length ?? 0;
    if (!found || count === 0) return;
    const current = (Math.max(found.current, by > 0 ? -1 : 0) + by + count) % count;
    editor.view.dispatch(look(editor.state.tr, { current }));
    this.#show();
  }

  #show(): void {
    document.querySelector(".prose .found.current")?.scrollIntoView({ block: "center" });
  }

  #tell(): void {
    const found = searchKey.getState(this.context.editor.state);
    const all = found?.matches.length ?? 0;
    const bad = this.#find.value !== "" && pattern(this.#query) === null;
    this.#find.setAttribute("aria-invalid", String(bad));
    const n = all >= MOST ? `${MOST}+` : all;
    const words = bad
      ? t("This is no regular expression.")
      : this.#find.value === ""
        ? ""
        : all === 0
          ? this.#said || t("Nothing found")
          : t("{at} of {n}", { at: (found?.current ?? 0) + 1, n });
    if (this.#count.textContent !== words) this.#count.textContent = words;
  }

  /** Those who may not write find, and replace nothing. */
  #offer(): void {
    this.#replace.hidden = this.context.modes.mode === "viewing";
  }

  #replaceOne(): void {
    const { editor } = this.context;
    const found = searchKey.getState(editor.state);
    const match = found?.matches[found.current];
    if (!match || !editor.isEditable) return;
    const text = replacement(match, this.#with.value, this.#on.regex);
    oneUndoStep(editor, () => editor.view.dispatch(editor.state.tr.insertText(text, match.from, match.to)));
    this.#after(match.from + text.length);
  }

  /** One transaction, so that one undo brings everything back. */
  #replaceAll(): void {
    const { editor } = this.context;
    const all = searchKey.getState(editor.state)?.matches ?? [];
    if (all.length === 0 || !editor.isEditable) return;
    const tr = editor.state.tr;
    for (const match of [...all].reverse()) {
      tr.insertText(replacement(match, this.#with.value, this.#on.regex), match.from, match.to);
    }
    oneUndoStep(editor, () => editor.view.dispatch(tr));
    this.#said = t("{n} replaced", { n: all.length });
    this.#search();
  }

  #after(pos: number): void {
    const { editor } = this.context;
    const found = searchKey.getState(editor.state)?.matches ?? [];
    editor.view.dispatch(look(editor.state.tr, { current: matchFrom(found, pos) }));
    this.#show();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.#find) this.#step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.#with) this.#replaceOne();
    else if (event.key === "F3") this.#step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  #shortcut(event: KeyboardEvent): void {
    const mod = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!mod || event.key.toLowerCase() !== "f" || this.#bar.contains(document.activeElement)) return;
    const target = event.target as Element;
    if (target.closest("dialog, .side, .panel")) return;
    event.preventDefault();
    this.open();
  }

  #switch(name: Switch, label: string, source: string): HTMLElement {
    const button: HTMLElement = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        title: label,
        "aria-pressed": "false",
        onclick: () => {
          this.#on[name] = !this.#on[name];
          button.setAttribute("aria-pressed", String(this.#on[name]));
          this.#look();
        },
      },
      svg(`find-${name}`, source),
    );
    return button;
  }

  #draw(): void {
    const tool = (label: string, source: string, run: () => void) =>
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
        svg(`find-${label}`, source),
      );
    const act = (label: string, run: () => void) =>
      h("button", { type: "button", class: "button", onclick: run }, label);
    fill(
      this.#replace,
      this.#with,
      act(t("Replace"), () => this.#replaceOne()),
      act(t("Replace all"), () => this.#replaceAll()),
    );
    fill(
      this.#bar,
      h(
        "div",
        { class: "find-row" },
        this.#find,
        this.#count,
        this.#switch("matchCase", t("Match case"), caseIcon),
        this.#switch("wholeWord", t("Whole words"), wordIcon),
        this.#switch("regex", t("Regular expression"), regexIcon),
        tool(t("Previous match"), previousIcon, () => this.#step(-1)),
        tool(t("Next match"), nextIcon, () => this.#step(1)),
        tool(t("Close"), closeIcon, () => this.close()),
      ),
      this.#replace,
    );
  }
}

let bar: FindBar | null = null;
onDocument((context) => {
  bar = new FindBar(context);
});
registerAct({
  name: "find",
  label: t("Find and replace"),
  icon: searchIcon,
  order: 10,
  keys: /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘F" : "Ctrl+F",
  run: () => bar?.open(),
});
