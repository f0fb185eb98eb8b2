/** Asks for a link's address; the text and the selection stay as they are until it is given. */

import type { Editor } from "@tiptap/core";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { linkFromTyped } from "./safe_link.ts";

export function editLink(editor: Editor): void {
  const current = String(editor.getAttributes("link").href ?? "");
  const remove = () => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    dialog.close();
  };
  const form = h(
    "form",
    { novalidate: true, onsubmit: (event: Event) => submit(event) },
    textField({
      name: "address",
      label: t("Address"),
      value: current,
      placeholder: "https://…",
      autofocus: true,
    }),
    h(
      "div",
      { class: "actions end" },
      current !== "" &&
        h("button", { type: "button", class: "button quiet bad", onclick: remove }, t("Remove link")),
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Set link")),
    ),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    const address = linkFromTyped(String(new FormData(form).get("address") ?? ""));
    if (address === null) {
      const line = form.querySelector("[data-error-for]");
      if (line) line.textContent = t("That is no address we can link to. Try one that begins with https://");
      return;
    }
    setLink(editor, address);
    dialog.close();
  };
  const dialog = openDialog(t("Link"), [form], () => editor.commands.focus());
}

/** Links the selection (or the link around the cursor); with nothing selected the address itself becomes the text. */
function setLink(editor: Editor, address: string): void {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    editor
      .chain()
      .insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] })
      .run();
    return;
  }
  editor.chain().extendMarkRange("link").setLink({ href: address }).run();
}
