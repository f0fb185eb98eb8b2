/** Putting things into the text that ask for something first. */
import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { isoDay } from "./nodes/date.ts";
import { linkFromTyped } from "./safe_link.ts";
import type { Uploads } from "./uploads/uploads.ts";
import { EDIT } from "./views/atom.ts";
import { editMath } from "./views/math_view.ts";

export function insertTable(editor: Editor): void {
  editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
}

/** Asks for files and puts them where the cursor is. */
export function insertFiles(editor: Editor, uploads: Uploads, pictures: boolean): void {
  const input = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    accept: pictures ? "image/*" : null,
    "aria-label": t("Choose files"),
  });
  input.addEventListener("change", () => {
    placeFiles(editor, uploads, [...(input.files ?? [])]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input); // Safari forgets inputs that are nowhere
  input.click();
}

/** Puts files at the cursor, or at a position; they are uploaded from there. */
export function placeFiles(editor: Editor, uploads: Uploads, files: readonly File[], at?: number): void {
  const nodes = uploads.begin(files);
  if (nodes.length === 0) return;
  if (at === undefined) editor.chain().focus().insertContent(nodes).run();
  else editor.chain().focus().insertContentAt(at, nodes).run();
}

export function insertMath(editor: Editor, block: boolean): void {
  const { from, to } = editor.state.selection;
  const selected = editor.state.doc.textBetween(from, to, " ");
  editMath(selected, block, (latex) => {
    const type = block ? "blockMath" : "inlineMath";
    if (latex) editor.chain().focus().insertContent({ type, attrs: { latex } }).run();
    else editor.commands.focus();
  });
}

/** Today; the calendar opens for another day. */
export function insertDate(editor: Editor): void {
  const at = editor.state.selection.from;
  editor
    .chain()
    .focus()
    .insertContent([
      { type: "date", attrs: { value: isoDay(new Date()) } },
      { type: "text", text: " " },
    ])
    .run();
  const dom = editor.state.doc.nodeAt(at)?.type.name === "date" ? editor.view.nodeDOM(at) : null;
  dom?.dispatchEvent(new CustomEvent(EDIT));
}

interface Preview {
  title: string;
  description: string;
  site: string;
}

/** What is behind an address, as far as the server looks such things up; nothing else is ever asked. */
export async function previewOf(href: string): Promise<Partial<Preview>> {
  if (!/^https?:/i.test(href)) return {};
  const asked = AbortSignal.timeout(8_000);
  return api<Preview>("GET", `/previews?url=${encodeURIComponent(href)}`, undefined, asked).catch(() => ({}));
}

/** Puts a card in the place of `range` (or the selection), and fills it when the preview is there. */
export async function placeLinkCard(
  editor: Editor,
  href: string,
  title = "",
  range?: { from: number; to: number },
) {
  const card = { type: "linkCard", attrs: { href, title } };
  if (range) editor.chain().focus().insertContentAt(range, card).run();
  else editor.chain().focus().insertContent(card).run();
  const found = await previewOf(href);
  if (!found.title || editor.isDestroyed) return;
  const { tr, doc } = editor.state;
  doc.descendants((node, at) => {
    const plain = node.type.name === "linkCard" && node.attrs.href === href && !node.attrs.description;
    if (plain) tr.setNodeMarkup(at, undefined, { ...node.attrs, ...cut(found) });
    return !node.isTextblock;
  });
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", false));
}

const cut = ({ title = "", description = "", site = "" }: Partial<Preview>): Preview => ({
  title: title.slice(0, 500),
  description: description.slice(0, 1_000),
  site: site.slice(0, 200),
});

export function insertLinkCard(editor: Editor): void {
  const form = h(
    "form",
    { novalidate: true, onsubmit: (event: Event) => submit(event) },
    textField({ name: "address", label: t("Address"), placeholder: "https://…", autofocus: true }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Insert")),
    ),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    const href = linkFromTyped(String(new FormData(form).get("address") ?? ""));
    if (href === null) {
      const line = form.querySelector("[data-error-for]");
      if (line) line.textContent = t("That is no address we can link to. Try one that begins with https://");
      return;
    }
    dialog.close();
    void placeLinkCard(editor, href);
  };
  const dialog = openDialog(t("Link card"), [form], () => editor.commands.focus());
}

/** Asks the selected node to let itself be edited. True when there was one. */
export function editSelected(editor: Editor): boolean {
  const { selection } = editor.state;
  if (!(selection instanceof NodeSelection) || !selection.node.isAtom) return false;
  const dom = editor.view.nodeDOM(selection.from);
  if (!dom) return false;
  dom.dispatchEvent(new CustomEvent(EDIT));
  return true;
}
