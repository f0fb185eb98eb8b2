/** A link as a card. What is behind it was looked up by the server when the card was made, or not at all. */
import type { NodeViewRenderer } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { safeAddress } from "../nodes/attributes.ts";
import { atomView, inControl } from "./atom.ts";

interface Attributes {
  href: string;
  title: string;
  description: string;
  site: string;
}

/** The host, for people. */
export function siteOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host.replace(/^www\./, "") : "";
}

export const linkCardView: NodeViewRenderer = atomView((place) => {
  const dom = h("div", { class: "link-card", contenteditable: "false" });
  return {
    dom,
    own: inControl,
    show(node) {
      const { href, title, description, site } = node.attrs as unknown as Attributes;
      const address = safeAddress(href);
      const asText = () => {
        const at = place.position();
        if (at === null) return;
        const link = { type: "text", text: title || href, marks: [{ type: "link", attrs: { href } }] };
        place.editor
          .chain()
          .focus()
          .insertContentAt({ from: at, to: at + node.nodeSize }, { type: "paragraph", content: [link] })
          .run();
      };
      dom.replaceChildren(
        h(
          "a",
          { href: address || null, target: "_blank", rel: "noopener noreferrer nofollow" },
          h("span", { class: "link-card-site" }, icon("globe", "small"), site || siteOf(href)),
          h("strong", {}, title || href),
          description ? h("span", { class: "link-card-text" }, description) : null,
        ),
        address
          ? h(
              "button",
              {
                type: "button",
                class: "icon-button editing-only",
                "aria-label": t("Show as a plain link"),
                title: t("Show as a plain link"),
                onclick: asText,
              },
              icon("linkChain", "small"),
            )
          : "",
      );
    },
  };
});
