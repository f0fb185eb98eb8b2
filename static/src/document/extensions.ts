/**
 * The editor's schema. It must stay what the server knows (it refuses other nodes and marks), so that a change here
 * is a change of the protocol: `SCHEMA_VERSION` counts up, here and in collab/core/schema.py.
 */
import type { Extensions, NodeViewRenderer } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Highlight } from "@tiptap/extension-highlight";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TableKit } from "@tiptap/extension-table";
import { Placeholder } from "@tiptap/extensions";
import { StarterKit } from "@tiptap/starter-kit";
import type * as Y from "yjs";
import { t } from "../i18n.ts";
import { Attachment } from "./nodes/attachment.ts";
import { Callout } from "./nodes/callout.ts";
import { Code } from "./nodes/code_block.ts";
import { DateNode } from "./nodes/date.ts";
import { Details, DetailsContent, DetailsSummary } from "./nodes/details.ts";
import { InlineCode } from "./nodes/inline_code.ts";
import { LinkCard } from "./nodes/link_card.ts";
import { BlockMath, InlineMath } from "./nodes/math.ts";
import { Mention } from "./nodes/mention.ts";
import { MessageQuote } from "./nodes/message_quote.ts";
import { Picture } from "./nodes/picture.ts";
import { Deletion, Insertion, Modification } from "./nodes/suggestion_marks.ts";
import { ResizableTable } from "./nodes/table.ts";
import { allowedLink } from "./safe_link.ts";

/** The server closes the connection of an editor that is older than its own schema. */
export const SCHEMA_VERSION = 2;

/** The XmlFragment that holds the text; other top-level types of the Yjs document are not ours to show. */
export const FIELD = "content";

/** How the editor draws nodes; without one a node looks as its markup says. */
export type Views = Partial<
  Record<
    | "attachment"
    | "blockMath"
    | "callout"
    | "codeBlock"
    | "date"
    | "details"
    | "image"
    | "inlineMath"
    | "linkCard"
    | "mention"
    | "messageQuote",
    NodeViewRenderer
  >
>;

const kit = StarterKit.configure({
  undoRedo: false, // undo belongs to the Yjs history: it must not undo what others wrote
  trailingNode: false, // every open browser would add its own empty paragraph
  codeBlock: false,
  code: false,
  heading: { levels: [1, 2, 3] },
  link: {
    openOnClick: false,
    autolink: true,
    defaultProtocol: "https",
    isAllowedUri: (url) => allowedLink(url),
    HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank" },
  },
  dropcursor: { color: false, class: "drop-cursor" },
});

export function schemaExtensions(views: Views = {}): Extensions {
  const seen = (name: keyof Views) => ({ view: views[name] ?? null });
  return [
    kit,
    Highlight,
    TaskList,
    TaskItem.configure({
      nested: true,
      a11y: { checkboxLabel: (node) => t("Done: {task}", { task: node.textContent || t("empty task") }) },
    }),
    TableKit.configure({ table: false }),
    ResizableTable,
    InlineCode,
    Code.configure(seen("codeBlock")),
    Callout.configure(seen("callout")),
    Picture.configure(seen("image")),
    Attachment.configure(seen("attachment")),
    LinkCard.configure(seen("linkCard")),
    InlineMath.configure(seen("inlineMath")),
    BlockMath.configure(seen("blockMath")),
    Details.configure(seen("details")),
    DetailsSummary,
    DetailsContent,
    MessageQuote.configure(seen("messageQuote")),
    Mention.configure(seen("mention")),
    DateNode.configure(seen("date")),
    Insertion,
    Deletion,
    Modification,
  ];
}

export function editorExtensions(doc: Y.Doc, placeholder: string, views: Views = {}): Extensions {
  return [
    ...schemaExtensions(views),
    Placeholder.configure({ placeholder }),
    Collaboration.configure({ document: doc, field: FIELD }),
  ];
}
