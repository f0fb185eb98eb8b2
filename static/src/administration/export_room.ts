/** Taking a room along: the zip is read as it comes, so that one sees how far it is. */
import { ApiError } from "../api.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";

/** How far a download is of which only about the length is known. Pure. */
export function shareOf(read: number, about: number): number {
  return Math.min(0.99, about > 0 ? read / about : 0.99);
}

/** Make every link with `data-export` do it; without script the link is the download itself. */
export function startExports(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-export]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void exportRoom(link.href).catch(toastError);
    });
}

/** Fetch an export with its progress in a dialog, and hand it to the browser to keep. */
export async function exportRoom(address: string): Promise<void> {
  const stop = new AbortController();
  const bar = h("progress", { class: "admin-progress", max: 1, value: 0, "aria-label": t("Progress") });
  const words = h("p", { class: "hint", role: "status" }, t("The export is being made…"));
  const dialog = openDialog(t("Export of the room"), [bar, words], () => stop.abort());
  try {
    const response = await fetch(address, { credentials: "same-origin", signal: stop.signal });
    if (!response.ok || !response.body) throw await refusal(response);
    const about = Number(response.headers.get("X-About-Bytes"));
    const blob = await whole(response.body, (read) => {
      bar.value = shareOf(read, about);
      words.textContent = t("{size} MB so far", { size: (read / 1e6).toFixed(1) });
    });
    keep(blob, nameIn(response));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    dialog.close();
  }
}

async function whole(body: ReadableStream<Uint8Array>, progress: (read: number) => void): Promise<Blob> {
  const pieces: BlobPart[] = [];
  const reader = body.getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: "application/zip" });
    pieces.push(value as Uint8Array<ArrayBuffer>);
    read += value.length;
    progress(read);
  }
}

function nameIn(response: Response): string {
  return /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "room.zip";
}

function keep(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

async function refusal(response: Response): Promise<ApiError> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return new ApiError(error.code, error.message, null, response.status);
}
