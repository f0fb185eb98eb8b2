/**
 * The editor's schema. It must stay what the server knows (it refuses other nodes and marks), so that a change here
 * is a change of the protocol.
 */
import type { Extensions } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Highlight } from "@tiptap/extension-highlight";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TableKit } from "@tiptap/extension-table";
import { Placeholder } from "@tiptap/extensions";
import { StarterKit } from "@tiptap/starter-kit";
import type * as Y from "yjs";
import { allowedLink } from "./safe_link.ts";

/** The XmlFragment that holds the text; other top-level types of the Yjs document are not ours to show. */
export const FIELD = "content";

export function schemaExtensions(): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false, // undo belongs to the Yjs history: it must not undo what others wrote
      trailingNode: false, // every open browser would add its own empty paragraph
      heading: { levels: [1, 2, 3] },
      link: {
        openOnClick: false,
        autolink: true,
        defaultProtocol: "https",
        isAllowedUri: (url) => allowedLink(url),
        HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank" },
      },
      dropcursor: { color: false, class: "drop-cursor" },
    }),
    Highlight,
    TaskList,
    TaskItem.configure({
      nested: true,
      a11y: { checkboxLabel: (node) => `Done: ${node.textContent || "empty task"}` },
    }),
    TableKit.configure({ table: { resizable: false, renderWrapper: true } }),
  ];
}

export function editorExtensions(doc: Y.Doc, placeholder: string): Extensions {
  return [
    ...schemaExtensions(),
    Placeholder.configure({ placeholder }),
    Collaboration.configure({ document: doc, field: FIELD }),
  ];
}
