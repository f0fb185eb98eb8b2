/** Taking a document out as a file. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { DocumentInfo } from "../wire.ts";
import { titleOf } from "./names.ts";

export function exportAddress(id: number, format: string): string {
  return `/api/v1/documents/${id}/export?format=${format}`;
}

export function openExport(document: Pick<DocumentInfo, "id" | "title">): void {
  const formats: [string, string, string][] = [
    ["md", t("Markdown"), t("For other editors and for programs")],
    ["html", t("Web page"), t("One file with everything in it")],
    ["docx", t("Word"), t("For Word, LibreOffice and Google Docs")],
    ["pdf", t("PDF"), t("To print and to send")],
  ];
  const lines = formats.map(([format, name, about]) =>
    h(
      "li",
      {},
      h(
        "a",
        {
          class: "menu-item export-line",
          href: exportAddress(document.id, format),
          download: "",
          onclick: () => dialog.close(),
        },
        icon("download"),
        h("span", {}, h("strong", {}, name), h("span", { class: "muted" }, ` · ${about}`)),
      ),
    ),
  );
  const dialog = openDialog(t("Export “{page}”", { page: titleOf(document) }), [
    h("ul", { class: "dialog-list" }, ...lines),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Close")),
    ),
  ]);
}
