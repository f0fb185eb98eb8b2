/** What is pasted or dropped: files go up, markup is cleaned, markdown is read, the rest is text. */
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { toastError } from "../../ui/toast.ts";
import { placeFiles } from "../insert.ts";
import { freshSlice } from "../nodes/fresh.ts";
import type { Uploads } from "../uploads/uploads.ts";
import { cleanPasted } from "./clean.ts";
import { looksLikeMarkdown } from "./detect.ts";
import { embedded } from "./embedded.ts";

/** Office programs put a picture of the text beside the text: then the text is meant. */
function filesOf(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])];
  const text = data?.getData("text/html") ?? "";
  const onlyPicture =
    /^(?:<meta[^>]*>|<!--[^>]*-->|<\/?html>|<\/?body>|\s)*<img[^>]*>(?:<!--[^>]*-->|<\/?html>|<\/?body>|\s)*$/i;
  if (text !== "" && !onlyPicture.test(text)) return [];
  return files;
}

function pastedMarkdown(editor: Editor, text: string): void {
  void import("../markdown/read.ts").then(({ fromMarkdown }) => {
    const blocks = fromMarkdown(text);
    const [only] = blocks;
    // A single line goes into the line that is there.
    const content = blocks.length === 1 && only?.type === "paragraph" ? (only.content ?? []) : blocks;
    if (content.length > 0) editor.chain().focus().insertContent(content).run();
  }, toastError);
}

export function pasting(uploads: Uploads): Extension {
  return Extension.create({
    name: "pasting",
    priority: 950,
    addProseMirrorPlugins() {
      const { editor } = this;
      const paste = (_view: EditorView, event: ClipboardEvent): boolean => {
        const data = event.clipboardData;
        const files = filesOf(data);
        if (files.length > 0) {
          placeFiles(editor, uploads, files);
          return true;
        }
        const text = data?.getData("text/plain") ?? "";
        const plain = text !== "" && !data?.types.includes("text/html");
        const inCode = editor.state.selection.$from.parent.type.spec.code === true;
        if (!plain || inCode || !looksLikeMarkdown(text)) return false;
        pastedMarkdown(editor, text);
        return true;
      };
      const drop = (view: EditorView, event: DragEvent): boolean => {
        const files = view.dragging ? [] : filesOf(event.dataTransfer);
        if (files.length === 0) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        placeFiles(editor, uploads, files, at);
        return true;
      };
      return [
        new Plugin({
          key: new PluginKey("pasting"),
          props: {
            handlePaste: paste,
            handleDrop: drop,
            transformPastedHTML: (html) => embedded(cleanPasted(html), uploads),
            // What is dragged within the text stays what it is.
            transformPasted: (slice, view) => (view.dragging ? slice : freshSlice(slice, view.state.doc)),
          },
        }),
      ];
    },
  });
}
