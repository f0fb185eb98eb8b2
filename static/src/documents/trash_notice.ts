/** A document that lies in the trash says so above its text, with the ways out. */
import type { DocumentContext } from "../document/context.ts";
import { t } from "../i18n.ts";
import { h, must } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { deleteForGood } from "./acts.ts";
import { restoreDocument } from "./api.ts";

export function watchTrash(context: DocumentContext): void {
  const { id } = context.info;
  const { realtime } = context.shell;
  const line = h("div", { class: "ending trash-notice", role: "status", hidden: true });
  must(".document-columns").before(line);
  const show = (trashed: boolean) => {
    line.replaceChildren(...(trashed ? words(context) : []));
    line.hidden = !trashed;
  };
  realtime.on("document.removed", (event) => {
    if (event.id === id && event.why === "trashed") show(true);
  });
  for (const type of ["document.created", "document.updated"] as const)
    realtime.on(type, ({ document }) => document.id === id && show(document.trashed_at !== null));
  show(Boolean(context.info.trashed_at));
}

function words(context: DocumentContext): Node[] {
  const document = context.current();
  const restore = () => void restoreDocument(document.id).then(() => location.reload(), toastError);
  const remove = () =>
    void deleteForGood(document).then((gone) => {
      if (gone) location.assign(`/rooms/${document.room}/documents/`);
    });
  return [
    icon("trash"),
    h("span", { class: "ending-words" }, t("This page is in the trash.")),
    h("button", { type: "button", class: "button", onclick: restore }, t("Restore")),
    h("button", { type: "button", class: "button quiet bad", onclick: remove }, t("Delete for good")),
  ];
}
