/** The panel of headings: the one that is read is marked, a click goes there. */
import outlineIcon from "lucide-static/icons/list-tree.svg?raw";
import { t } from "../../i18n.ts";
import { fill, h, must, onceAFrame } from "../../ui/dom.ts";
import type { DocumentContext } from "../context.ts";
import { currentHeading, depths, type Heading, headingsIn } from "../outline.ts";
import { registerPanel } from "./registry.ts";

/** A heading counts as reached this far below the top (px). */
const LINE = 90;

class Outline {
  #headings: Heading[] = [];
  #shown = "";
  readonly #list = h("ol", { class: "outline", "aria-label": t("Outline") });
  readonly #empty = h(
    "div",
    { class: "empty" },
    h("h3", {}, t("No headings yet")),
    h("p", {}, t("Headings of the text are listed here, to jump to them.")),
  );

  constructor(
    private readonly container: HTMLElement,
    private readonly context: DocumentContext,
    private readonly scroller = must("#document-scroll"),
  ) {
    this.#list.addEventListener("keydown", (event) => this.#key(event));
  }

  readonly draw = (): void => {
    this.#headings = headingsIn(this.context.editor.state.doc);
    const shows = JSON.stringify(this.#headings.map(({ level, text }) => [level, text]));
    if (shows !== this.#shown) {
      this.#shown = shows;
      const deep = depths(this.#headings);
      fill(this.#list, ...this.#headings.map((one, at) => this.#line(one, at, deep[at] ?? 0)));
      fill(this.container, this.#headings.length > 0 ? this.#list : this.#empty);
    }
    this.mark();
  };

  readonly mark = (): void => {
    const top = this.scroller.getBoundingClientRect().top;
    const tops = this.#headings.map(({ pos }) => (this.#dom(pos)?.getBoundingClientRect().top ?? 0) - top);
    const current = currentHeading(tops, LINE);
    [...this.#list.querySelectorAll("button")].forEach((button, at) => {
      if (at === current) button.setAttribute("aria-current", "location");
      else button.removeAttribute("aria-current");
    });
  };

  #line({ text }: Heading, at: number, depth: number): HTMLElement {
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "outline-line",
          "data-depth": Math.min(depth, 5),
          onclick: () => this.#go(at),
        },
        text || t("Untitled heading"),
      ),
    );
  }

  #dom(pos: number): Element | null {
    const dom = this.context.editor.view.nodeDOM(pos);
    return dom instanceof Element ? dom : null;
  }

  #go(at: number): void {
    const heading = this.#headings[at];
    if (!heading) return;
    const dom = this.#dom(heading.pos);
    if (matchMedia("(max-width: 1100px)").matches) this.context.panels.close();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    dom?.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
    this.context.editor.commands.setTextSelection(heading.pos + 1);
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.#list.querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
    event.preventDefault();
  }
}

function open(container: HTMLElement, context: DocumentContext): () => void {
  const scroller = must("#document-scroll");
  const outline = new Outline(container, context);
  const draw = onceAFrame(outline.draw);
  const mark = onceAFrame(outline.mark);
  context.editor.on("update", draw);
  scroller.addEventListener("scroll", mark, { passive: true });
  outline.draw();
  return () => {
    context.editor.off("update", draw);
    scroller.removeEventListener("scroll", mark);
  };
}

registerPanel({ name: "outline", label: t("Outline"), icon: outlineIcon, order: 10, open });
