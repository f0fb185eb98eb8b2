/** Files become pages: markdown, Word, HTML, plain text. The server says where and why when one cannot be read. */
import { ApiError, csrfToken } from "../api.ts";
import { plural, t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { DocumentInfo } from "../wire.ts";
import { addressOf, titleOf } from "./names.ts";

export const ACCEPTED = ".md,.markdown,.txt,.docx,.html,.htm";

async function importFile(room: number, file: File, parent: number | null): Promise<DocumentInfo> {
  const form = new FormData();
  form.append("file", file, file.name);
  if (parent !== null) form.append("parent", String(parent));
  const response = await fetch(`/api/v1/rooms/${room}/documents/import`, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    credentials: "same-origin",
    body: form,
  }).catch(() => null);
  if (!response) throw new ApiError("offline", t("The line is down. Please try again when you are back."));
  const answer = (await response.json().catch(() => null)) as
    | (DocumentInfo & { error?: { code: string; message: string } })
    | null;
  if (response.ok && answer) return answer;
  throw new ApiError(
    answer?.error?.code ?? "unavailable",
    answer?.error?.message ??
      (response.status === 413
        ? t("This file is too large.")
        : t("The server could not take this file just now.")),
    null,
    response.status,
  );
}

/** One after the other, so that they stand in their order. `made` runs after each. */
export async function importFiles(
  room: number,
  files: readonly File[],
  parent: number | null,
  made: (document: DocumentInfo) => void,
): Promise<void> {
  const done: DocumentInfo[] = [];
  for (const file of files) {
    const close = toast(t("Reading {name}…", { name: file.name }), { lasts: 0 });
    try {
      const document = await importFile(room, file, parent);
      done.push(document);
      made(document);
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      toastError(new Error(`${t("{name} could not be imported.", { name: file.name })} ${why}`));
    } finally {
      close();
    }
  }
  tell(done);
}

function tell(done: readonly DocumentInfo[]): void {
  const [only] = done;
  if (!only) return;
  if (done.length > 1) {
    toast(plural(done.length, "1 page was imported.", "{n} pages were imported."), { kind: "good" });
    return;
  }
  toast(t("“{page}” was imported.", { page: titleOf(only) }), {
    kind: "good",
    lasts: 12_000,
    action: { label: t("Open"), run: () => location.assign(addressOf(only)) },
  });
}

/** Ask for files and import them. */
export function chooseFiles(chosen: (files: File[]) => void): void {
  const input = h("input", { type: "file", accept: ACCEPTED, multiple: true, hidden: true });
  input.addEventListener("change", () => {
    chosen([...(input.files ?? [])]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}
