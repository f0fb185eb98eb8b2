/** A picture on a line of its own. `file` is an upload of ours; `src` its address, or one elsewhere. */
import { mergeAttributes, Node } from "@tiptap/core";
import { LONGEST, number, oneOf, safeAddress, uuid } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

export const ALIGNMENTS = ["left", "center", "right"] as const;
export const WIDEST = 10_000;
const OURS = /^(?:https?:\/\/[^/]+)?\/files\/([0-9a-f-]{36})\//;

const attribute = (name: string) => ({
  default: "",
  parseHTML: (element: HTMLElement) => (element.getAttribute(name) ?? "").slice(0, LONGEST.words),
});

export const Picture = Node.create<Viewed>({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: unseen,
  addAttributes: () => ({
    file: uuid("file"),
    src: {
      default: "",
      // Our own pictures keep their address without the host: the document may be read under another one.
      parseHTML: (element: HTMLElement) => {
        const src = safeAddress(element.getAttribute("src") ?? "");
        return OURS.test(src) ? src.replace(/^https?:\/\/[^/]+/, "") : src;
      },
      renderHTML: ({ src }: Record<string, unknown>) => (src ? { src: safeAddress(String(src)) } : {}),
    },
    alt: { ...attribute("alt"), renderHTML: ({ alt }: Record<string, unknown>) => ({ alt: alt ?? "" }) },
    title: attribute("title"),
    width: {
      ...number("width", WIDEST),
      parseHTML: (element: HTMLElement) => {
        const said = /^(\d{1,5})(?:px)?$/.exec(element.getAttribute("width") ?? "");
        return said ? Math.min(WIDEST, Math.max(1, Number(said[1]))) : null;
      },
      renderHTML: ({ width }: Record<string, unknown>) => (width ? { width: String(width) } : {}),
    },
    align: oneOf("align", ALIGNMENTS, null),
  }),
  parseHTML: () => [
    {
      tag: "img",
      getAttrs: (element) => (safeAddress(element.getAttribute("src") ?? "") === "" ? false : null),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["img", mergeAttributes(HTMLAttributes)],
  renderText: ({ node }) => String(node.attrs.alt || node.attrs.title || ""),
  addNodeView() {
    return this.options.view;
  },
});
