/** Mentions: a person's opens their card, a room's and a document's lead there. */
import type { NodeViewRenderer } from "@tiptap/core";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { type MentionAttributes, mentionAddress, mentionWords } from "../nodes/mention.ts";
import { atomView } from "./atom.ts";

export const mentionView: NodeViewRenderer = atomView(() => {
  const dom = h("span", { class: "mention" });
  return {
    dom,
    // The editor must not swallow the click that follows the link; everything else is its own.
    own: (event) =>
      event.type === "click" && event.target instanceof Element && event.target.closest("a") !== null,
    show(node) {
      const attributes = node.attrs as MentionAttributes;
      const address = mentionAddress(attributes);
      dom.dataset.kind = attributes.kind;
      if (attributes.kind === "user") dom.dataset.person = attributes.id;
      dom.replaceChildren(
        address
          ? h(
              "a",
              { href: address },
              attributes.kind === "document" ? icon("document", "small") : null,
              mentionWords(attributes),
            )
          : mentionWords(attributes),
      );
    },
  };
});
