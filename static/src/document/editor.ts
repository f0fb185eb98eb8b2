/** The TipTap editor on the Yjs document, without anything of the page around it. */

import { Editor, Extension, type Extensions } from "@tiptap/core";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { t } from "../i18n.ts";
import { BlockKeys } from "./blocks/acts.ts";
import { BlockHandle } from "./blocks/handle.ts";
import { BubbleMenu } from "./bubble/bubble.ts";
import { carets } from "./carets.ts";
import { completion } from "./complete/machine.ts";
import { mentionCompleters } from "./complete/mentions.ts";
import { editorExtensions } from "./extensions.ts";
import { Highlighting } from "./highlighting.ts";
import { editSelected } from "./insert.ts";
import { editLink } from "./link_dialog.ts";
import { pasting } from "./paste/paste.ts";
import { slashItems } from "./slash/items.ts";
import { slashCompleter } from "./slash/slash.ts";
import type { Surroundings } from "./surroundings.ts";
import { TableCorner } from "./tables/corner.ts";
import { Uploads } from "./uploads/uploads.ts";
import { allViews } from "./views/all.ts";

const PLACEHOLDER = t(
  "Write something, or / for everything else. Everybody in the room sees it as you type.",
);

/** Ctrl or ⌘ and a click follow a link in the text; a plain click puts the cursor there. Readers just click. */
function followLink(event: MouseEvent): boolean {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (!link || !(event.ctrlKey || event.metaKey)) return false;
  window.open(link.href, "_blank", "noopener,noreferrer");
  return true;
}

const Keys = Extension.create({
  name: "editorKeys",
  priority: 800,
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => editor.isEditable && editSelected(editor),
      "Mod-k": ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false; // the switcher's
        editLink(editor);
        return true;
      },
    };
  },
});

/** What helps to write in a place that is known. */
function tools(uploads: Uploads, place: Surroundings): Extensions {
  const completers = [...mentionCompleters(place), slashCompleter(slashItems(uploads))];
  return [completion(completers), pasting(uploads), BubbleMenu, BlockHandle, BlockKeys, TableCorner, Keys];
}

/** Not editable at first: the page says when there is something true to edit. `more`: what the page adds. */
export function openEditor(
  element: HTMLElement,
  doc: Y.Doc,
  awareness: Awareness,
  place: Surroundings,
  more: Extensions = [],
): Editor {
  const uploads = new Uploads(place.document);
  const editor: Editor = new Editor({
    element,
    editable: false,
    extensions: [
      ...editorExtensions(doc, PLACEHOLDER, allViews(uploads)),
      carets(awareness),
      Highlighting,
      ...tools(uploads, place),
      ...more,
    ],
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
  uploads.attach(editor);
  return editor;
}
