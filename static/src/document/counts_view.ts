/** The count of words at the foot of the page; a click tells more. With a selection, of that. */
import wordIcon from "lucide-static/icons/letter-text.svg?raw";
import { t } from "../i18n.ts";
import { currentLanguage } from "../shell/language.ts";
import { h, must } from "../ui/dom.ts";
import { openMenu } from "../ui/menu.ts";
import type { DocumentContext } from "./context.ts";
import { type Counts, countsOf, readingTime } from "./counts.ts";
import { onDocument, registerAct } from "./panels/registry.ts";

/** Counted again after a pause in the typing (ms). */
const PAUSE = 300;

const number = (value: number): string => value.toLocaleString(currentLanguage());

function both(context: DocumentContext): { all: Counts; part: Counts | null } {
  const { doc, selection } = context.editor.state;
  const part = selection.empty ? null : countsOf(doc, selection.from, selection.to);
  return { all: countsOf(doc), part };
}

function line(label: string, all: number, part: number | undefined): HTMLElement {
  const value = part === undefined ? number(all) : t("{n} of {all}", { n: number(part), all: number(all) });
  return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}

function explain(anchor: HTMLElement, context: DocumentContext): void {
  const { all, part } = both(context);
  const minutes = readingTime(part ?? all);
  openMenu(
    anchor,
    [
      h(
        "dl",
        { class: "counts" },
        line(t("Words"), all.words, part?.words),
        line(t("Characters"), all.characters, part?.characters),
        line(t("Without spaces"), all.letters, part?.letters),
        h("div", {}, h("dt", {}, t("Reading time")), h("dd", {}, t("{n} min", { n: minutes }))),
      ),
    ],
    { label: part ? t("Count of the selection") : t("Count of the document") },
  );
}

function start(context: DocumentContext): void {
  const button: HTMLButtonElement = h("button", {
    type: "button",
    class: "word-count",
    "aria-haspopup": "dialog",
    onclick: () => explain(button, context),
  });
  must("#document-foot").append(button);
  const draw = () => {
    const { all, part } = both(context);
    const words = part
      ? t("{n} of {all} words", { n: number(part.words), all: number(all.words) })
      : t("{n} words", { n: number(all.words) });
    if (button.textContent !== words) button.textContent = words;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  };
  context.editor.on("update", soon);
  context.editor.on("selectionUpdate", soon);
  draw();
}

onDocument(start);
registerAct({
  name: "counts",
  label: t("Word count"),
  icon: wordIcon,
  order: 60,
  run: (context) => explain(must("#document-acts-button"), context),
});
