/** What is quoted with the next message, above the field. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Quote } from "../wire.ts";

const EXCERPT = 140;

export class QuoteChip {
  readonly element = h("div", { class: "quote-chip", hidden: true });
  #quote: Quote | null = null;

  /** `name` shows an author; `changed` runs when the quote is taken away here. */
  constructor(
    private readonly name: (username: string) => string,
    private readonly changed: () => void,
  ) {}

  get quote(): Quote | null {
    return this.#quote;
  }

  show(quote: Quote | null): void {
    this.#quote = quote;
    this.element.hidden = quote === null;
    if (!quote) return;
    const text = quote.body.length > EXCERPT ? `${quote.body.slice(0, EXCERPT)}…` : quote.body;
    const drop = () => {
      this.show(null);
      this.changed();
    };
    this.element.replaceChildren(
      h("div", { class: "quote-text" }, h("strong", {}, this.name(quote.author)), " ", text),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("Do not quote"), onclick: drop },
        icon("close", "small"),
      ),
    );
  }
}
