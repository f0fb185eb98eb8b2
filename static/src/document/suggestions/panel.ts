/** The panel of suggestions: all of them by author, accepted or rejected one by one or all at once. */
import suggestionsIcon from "lucide-static/icons/file-pen-line.svg?raw";
import { t } from "../../i18n.ts";
import { confirm } from "../../ui/dialog.ts";
import { fill, h, onceAFrame } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { Kept } from "../../ui/kept.ts";
import type { DocumentContext } from "../context.ts";
import { onDocument, registerPanel } from "../panels/registry.ts";
import { nameOf, only, resolveSuggestions, whatOf, whenOf, wordsOf } from "./acts.ts";
import { type Suggestion, suggestionsIn } from "./resolve.ts";

/** More than this many cards are not drawn; accepting all still takes all. */
const SHOWN = 200;

function button(label: string, run: () => void, style = "button quiet"): HTMLElement {
  return h("button", { type: "button", class: style, onclick: run }, label);
}

function card(one: Suggestion, context: DocumentContext): HTMLElement {
  const { editor, modes } = context;
  const resolve = (accept: boolean) => resolveSuggestions(editor, only(one), accept);
  const show = () => {
    editor.chain().setTextSelection(one.from).run();
    const at = editor.view.domAtPos(one.from).node;
    (at instanceof Element ? at : at.parentElement)?.scrollIntoView({ block: "center" });
  };
  return h(
    "li",
    { class: "suggestion-card" },
    h(
      "button",
      { type: "button", class: "suggestion-words", title: t("Show in the text"), onclick: show },
      h("span", { class: "suggestion-what" }, `${whatOf(one)} · ${whenOf(one)}`),
      ...wordsOf(one).map(({ kind, text }) => h(kind, { class: "suggested" }, text)),
    ),
    modes.mayEdit &&
      h(
        "div",
        { class: "suggestion-acts" },
        button(t("Accept"), () => resolve(true)),
        button(t("Reject"), () => resolve(false)),
      ),
  );
}

async function resolveMany(context: DocumentContext, author: string | null, accept: boolean): Promise<void> {
  const many = suggestionsIn(context.editor.state.doc).filter((one) => !author || one.author === author);
  const who = author === null ? t("everybody") : nameOf(author, context);
  const words = { n: many.length, who };
  const sure =
    many.length < 2 ||
    (await confirm({
      title: accept ? t("Accept all suggestions?") : t("Reject all suggestions?"),
      text: accept
        ? t("{n} suggestions of {who} become part of the text. You can undo it.", words)
        : t("{n} suggestions of {who} are taken away. You can undo it.", words),
      yes: accept ? t("Accept all") : t("Reject all"),
    }));
  const picked = new Set(many.map((one) => `${one.author} ${one.id}`));
  if (sure) resolveSuggestions(context.editor, (one) => picked.has(`${one.author} ${one.id}`), accept);
}

function allActs(context: DocumentContext, author: string | null): HTMLElement {
  return h(
    "div",
    { class: "suggestion-acts" },
    button(t("Accept all"), () => void resolveMany(context, author, true)),
    button(t("Reject all"), () => void resolveMany(context, author, false)),
  );
}

function empty(): HTMLElement {
  return h(
    "div",
    { class: "empty" },
    h("h3", {}, t("No suggestions")),
    h("p", {}, t("Choose “Suggesting” at the top: what you type then waits here to be accepted.")),
  );
}

function open(container: HTMLElement, context: DocumentContext): () => void {
  const kept = new Kept<HTMLElement>();
  const { editor, modes } = context;
  const draw = () => {
    const all = suggestionsIn(editor.state.doc);
    if (all.length === 0) return fill(container, empty());
    const authors = [...new Set(all.map((one) => one.author))];
    const rows = all.slice(0, SHOWN);
    const groups = authors.map((author) => {
      const cards = rows
        .filter((one) => one.author === author)
        .map((one) => {
          const shows = JSON.stringify([one, modes.mayEdit, whenOf(one)]);
          return kept.get(`${one.author} ${one.id}`, shows, () => card(one, context));
        });
      const name = nameOf(author, context);
      return h(
        "section",
        { class: "suggestion-group", "aria-label": t("Suggestions of {name}", { name }) },
        h("h3", {}, name),
        authors.length > 1 && modes.mayEdit && allActs(context, author),
        h("ul", {}, ...cards),
      );
    });
    kept.sweep();
    const more = all.length - rows.length;
    fill(
      container,
      modes.mayEdit &&
        h(
          "div",
          { class: "suggestion-all" },
          icon("info", "small"),
          t("{n} in all", { n: all.length }),
          allActs(context, null),
        ),
      ...groups,
      more > 0 && h("p", { class: "muted" }, t("and {n} more", { n: more })),
    );
  };
  const soon = onceAFrame(draw);
  editor.on("update", soon);
  const stop = modes.watch(soon);
  draw();
  return () => {
    editor.off("update", soon);
    stop();
  };
}

registerPanel({ name: "suggestions", label: t("Suggestions"), icon: suggestionsIcon, order: 30, open });

onDocument((context) => {
  const count = onceAFrame(() =>
    context.panels.count("suggestions", suggestionsIn(context.editor.state.doc).length),
  );
  context.editor.on("update", count);
});
