/** A file in the document, as a card to fetch it by. */
import { mergeAttributes, Node } from "@tiptap/core";
import { number, uuid, words } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

/** Where a file of ours is fetched; the name is for people, the id decides. */
export function fileAddress(file: string, name: string): string {
  return `/files/${file}/${encodeURIComponent(name || "file")}`;
}

export const Attachment = Node.create<Viewed>({
  name: "attachment",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: unseen,
  addAttributes: () => ({
    file: uuid("file"),
    name: words("name", 200),
    size: number("size"),
    type: words("type", 100),
  }),
  parseHTML: () => [{ tag: 'div[data-type="attachment"]' }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const { file, name } = node.attrs;
    return [
      "div",
      mergeAttributes(HTMLAttributes, { "data-type": "attachment", class: "attachment-card" }),
      file
        ? ["a", { href: `${fileAddress(file, name)}?download` }, name || "file"]
        : ["span", {}, name || "file"],
    ];
  },
  renderText: ({ node }) => String(node.attrs.name),
  addNodeView() {
    return this.options.view;
  },
});
