/** A link on a line of its own, with what is behind it as far as it is known. */
import { mergeAttributes, Node } from "@tiptap/core";
import { address, words } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

export const LinkCard = Node.create<Viewed>({
  name: "linkCard",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: unseen,
  addAttributes: () => ({
    href: address("href"),
    title: words("title", 500),
    description: words("description", 1_000),
    site: words("site", 200),
  }),
  parseHTML: () => [{ tag: 'div[data-type="linkCard"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-type": "linkCard", class: "link-card" }),
    [
      "a",
      { href: node.attrs.href, rel: "noopener noreferrer nofollow", target: "_blank" },
      node.attrs.title || node.attrs.href,
    ],
  ],
  renderText: ({ node }) => String(node.attrs.href),
  addNodeView() {
    return this.options.view;
  },
});
