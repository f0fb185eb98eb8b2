/** The TipTap editor on the Yjs document, without anything of the page around it. */

import { Editor } from "@tiptap/core";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { t } from "../i18n.ts";
import { carets } from "./carets.ts";
import { editorExtensions } from "./extensions.ts";

const PLACEHOLDER = t("Write something. Everybody in the room sees it as you type.");

/** Ctrl or ⌘ and a click follow a link in the text; a plain click puts the cursor there. Readers just click. */
function followLink(event: MouseEvent): boolean {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || !(event.ctrlKey || event.metaKey)) return false;
  window.open(link.href, "_blank", "noopener,noreferrer");
  return true;
}

/** Not editable at first: the page says when there is something true to edit. */
export function openEditor(element: HTMLElement, doc: Y.Doc, awareness: Awareness): Editor {
  const editor: Editor = new Editor({
    element,
    editable: false,
    extensions: [...editorExtensions(doc, PLACEHOLDER), carets(awareness)],
    editorProps: {
      attributes: {
        "aria-label": t("Document text"),
        role: "textbox",
        "aria-multiline": "true",
        class: "prose",
        spellcheck: "true",
      },
      handleClick: (_view, _position, event) => followLink(event),
    },
  });
  return editor;
}
