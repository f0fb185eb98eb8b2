/** The list of a room's documents: live, newest first, with the way to make one. */

import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { startShell } from "../shell/start.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h, must, readJson } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { ago, timeElement } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";
import type { DocumentInfo, Person, RoomSummary } from "../wire.ts";
import { newestFirst, withDocument } from "./list_state.ts";

interface Boot {
  room: RoomSummary;
  documents: DocumentInfo[];
  people: Record<string, Person>;
}

const TITLE_MAX = 200;

function createDocument(room: number): void {
  const form = h(
    "form",
    { novalidate: true },
    textField({ name: "title", label: t("Title"), autofocus: true, required: true, maxlength: TITLE_MAX }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Create")),
    ),
  );
  onSubmit(form, async (values) => {
    const title = String(values.get("title") ?? "").trim();
    const made = await api<DocumentInfo>("POST", `/rooms/${room}/documents`, { title });
    location.href = `/documents/${made.id}/`;
  });
  const dialog = openDialog(t("New document"), [form]);
}

class DocumentList {
  #documents: DocumentInfo[];
  readonly #rows = new Kept<HTMLElement>();

  constructor(private readonly boot: Boot) {
    this.#documents = newestFirst(boot.documents);
    const shell = startShell({ room: boot.room.id });
    const changed = ({ document }: { document: DocumentInfo }) => {
      if (document.room === boot.room.id) this.#show(withDocument(this.#documents, document));
    };
    shell.realtime.on("document.created", changed);
    shell.realtime.on("document.updated", changed);
    shell.realtime.follow(
      `room:${boot.room.id}`,
      { epoch: boot.room.epoch, seq: boot.room.head },
      { reset: () => void this.#refetch() },
    );
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-create-document]")) {
      button.addEventListener("click", () => createDocument(boot.room.id));
    }
    this.#show(this.#documents);
    setInterval(() => this.#show(this.#documents), 60_000);
    shell.go();
  }

  async #refetch(): Promise<void> {
    try {
      const { documents } = await api<{ documents: DocumentInfo[] }>(
        "GET",
        `/rooms/${this.boot.room.id}/documents`,
      );
      this.#show(newestFirst(documents));
    } catch (error) {
      toastError(error);
    }
  }

  #show(documents: DocumentInfo[]): void {
    this.#documents = documents;
    const rows = documents.map((one) => this.#row(one));
    this.#rows.sweep();
    const list = must("#documents");
    rows.forEach((row, index) => {
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    while (list.children.length > rows.length) list.lastElementChild?.remove();
    must("#documents-empty").hidden = documents.length > 0;
    const actions = document.querySelector<HTMLElement>("#documents-actions"); // only for those who may
    if (actions) actions.hidden = documents.length === 0; // the empty place has its own
  }

  #row(document: DocumentInfo): HTMLElement {
    const author = this.boot.people[document.created_by];
    const changed = ago(document.updated_at);
    return this.#rows.get(String(document.id), JSON.stringify([document, changed]), () => {
      const row = h("li");
      fill(
        row,
        h(
          "a",
          { class: "document-row", href: `/documents/${document.id}/` },
          icon("document"),
          h("span", { class: "document-name" }, document.title),
          h(
            "span",
            { class: "document-by" },
            t("by {name}", { name: author?.name || document.created_by || t("Somebody") }),
          ),
          timeElement(document.updated_at, changed),
        ),
      );
      return row;
    });
  }
}

/** Wires the page. */
export function startDocumentList(): void {
  const boot = readJson<Boot>("boot");
  if (!boot) throw new Error("The page has no documents.");
  new DocumentList(boot);
}
