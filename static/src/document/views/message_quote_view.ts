/** A quoted message: who said it and when, with the way back, above its words. */
import type { NodeViewRenderer } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { type QuoteAttributes, quoteAddress } from "../nodes/message_quote.ts";

export const messageQuoteView: NodeViewRenderer = ({ node: first }) => {
  const head = h("div", { class: "message-quote-head", contenteditable: "false" });
  const contentDOM = h("div", { class: "message-quote-body" });
  const dom = h("div", { class: "message-quote" }, head, contentDOM);
  const draw = (quote: QuoteAttributes) => {
    const name = quote.name || quote.author || t("Somebody");
    const address = quoteAddress(quote);
    const when = new Date(quote.at);
    const locale = document.documentElement.lang || undefined;
    head.replaceChildren(
      icon("chat", "small"),
      h("strong", quote.author ? { "data-person": quote.author } : {}, name),
      Number.isNaN(when.getTime())
        ? ""
        : h(
            "time",
            { datetime: quote.at },
            when.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
          ),
      address ? h("a", { href: address }, t("Show in chat")) : "",
    );
    dom.setAttribute("role", "group");
    dom.setAttribute("aria-label", t("Message by {name}", { name }));
  };
  draw(first.attrs as QuoteAttributes);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== first.type) return false;
      draw(next.attrs as QuoteAttributes);
      return true;
    },
    stopEvent: (event) => head.contains(event.target as Node),
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
};
