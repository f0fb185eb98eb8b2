/**
 * Somebody, a room or a document, called by name among the words. One mention has one `uid` for ever: the server
 * tells a person once about each.
 */
import { mergeAttributes, Node } from "@tiptap/core";
import { freshUid, LONGEST, oneOf, words } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

export const MENTIONED = ["user", "room", "document"] as const;
export type Mentioned = (typeof MENTIONED)[number];

export interface MentionAttributes {
  kind: Mentioned;
  id: string;
  label: string;
  uid: string;
}

/** Where a mention leads; null for a person, whose card opens instead. */
export function mentionAddress({ kind, id }: Pick<MentionAttributes, "kind" | "id">): string | null {
  if (kind === "user" || !/^\d{1,18}$/.test(id)) return null;
  return kind === "room" ? `/rooms/${id}/` : `/documents/${id}/`;
}

const SIGN: Record<string, string> = { user: "@", room: "#" };

/** As it reads: `@Ann`, `# general`, the document's title. */
export function mentionWords({ kind, id, label }: Pick<MentionAttributes, "kind" | "id" | "label">): string {
  return `${SIGN[kind] ?? ""}${label || id}`;
}

export const Mention = Node.create<Viewed>({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: unseen,
  addAttributes: () => ({
    kind: oneOf("kind", MENTIONED, "user"),
    id: words("id", LONGEST.id),
    label: words("label", 200),
    uid: { ...words("uid", LONGEST.id), default: "" },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-type="mention"]',
      getAttrs: (element) => (element.getAttribute("data-id") ? null : false),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => {
    const attributes = node.attrs as MentionAttributes;
    return [
      "span",
      mergeAttributes(HTMLAttributes, {
        "data-type": "mention",
        "data-kind": attributes.kind,
        class: "mention",
      }),
      mentionWords(attributes),
    ];
  },
  renderText: ({ node }) => mentionWords(node.attrs as MentionAttributes),
  addNodeView() {
    return this.options.view;
  },
});

/** A mention's content as it goes into the text. */
export function newMention(kind: Mentioned, id: string, label: string) {
  return { type: "mention", attrs: { kind, id, label: label.slice(0, 200), uid: freshUid() } };
}
