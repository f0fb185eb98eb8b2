/** A message dropped into a document: as a quote at its end that leads back to the message. */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { best } from "../shell/match.ts";
import { displayName } from "../ui/avatar.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { DocumentInfo, Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { quoteOf } from "./quote_of.ts";
import { quoteView } from "./quote_view.ts";

const MOST = 30;

export async function openQuoteInDocument(message: Message, page: ChatPage): Promise<void> {
  const { store } = page;
  const documents = await documentsNear(store.room.id).catch((error: unknown) => toastError(error));
  if (!documents) return;
  let chosen: DocumentInfo | undefined;
  const find = h("input", {
    class: "input",
    id: "quote-document",
    type: "search",
    autocomplete: "off",
    autofocus: true,
  });
  const list = h("div", { class: "forward-list", role: "radiogroup", "aria-label": t("Which document") });
  const insert = h("button", { type: "submit", class: "button primary", disabled: true }, t("Insert"));
  const row = (one: DocumentInfo) => {
    const input = h("input", { type: "radio", name: "document", value: one.id, checked: one === chosen });
    input.addEventListener("change", () => {
      chosen = one;
      insert.disabled = false;
    });
    return h("label", { class: "menu-item" }, input, icon("document", "small"), one.title);
  };
  const show = () => {
    const found = best(documents, find.value, ({ title }) => title).slice(0, MOST);
    const nothing = h("p", { class: "side-hint" }, t("There is no such document here."));
    fill(list, ...found.map(row), found.length ? null : nothing);
  };
  const form = h(
    "form",
    { class: "forward" },
    h("label", { for: "quote-document" }, t("Which document")),
    find,
    list,
    quoteView(quoteOf(message, store.room), page),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      insert,
    ),
  );
  find.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!chosen) return;
    insert.disabled = true;
    void quote(chosen, message).then(
      () => dialog.close(),
      (error) => {
        insert.disabled = false;
        toastError(error);
      },
    );
  });
  const title = t("Quote {name} in a document", { name: displayName(store.person(message.author)) });
  const dialog = openDialog(title, [form]);
  show();
}

async function documentsNear(room: number): Promise<DocumentInfo[]> {
  return (await api<{ documents: DocumentInfo[] }>("GET", `/rooms/${room}/documents`)).documents;
}

async function quote(document: DocumentInfo, message: Message): Promise<void> {
  await api("POST", `/documents/${document.id}/quotes`, { message: message.id });
  toast(t("Quoted at the end of {title}.", { title: document.title }), {
    kind: "good",
    lasts: 8_000,
    action: { label: t("Go there"), run: () => location.assign(`/documents/${document.id}/`) },
  });
}
