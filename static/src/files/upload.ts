/** Uploading over XMLHttpRequest, which alone tells how far it is. */
import { ApiError, api, csrfToken } from "../api.ts";
import { t } from "../i18n.ts";
import type { FileInfo, FileLimits } from "../wire.ts";
import type { Send, Sending } from "./queue.ts";
import { bytes } from "./sizes.ts";

/** A function that uploads files into a room. */
export function uploadTo(room: number): Send {
  return (file, progress) => upload(`/rooms/${room}/files`, file, progress);
}

/** The same for a document: whoever may edit it may put files into it. */
export function uploadToDocument(document: number): Send {
  return (file, progress) => upload(`/documents/${document}/files`, file, progress);
}

function upload(path: string, file: File, progress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("file", file, file.name || "file");
  const done = new Promise<FileInfo>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new ApiError("offline", t("The line is down.")));
    request.ontimeout = request.onerror;
    request.onabort = () => reject(new ApiError("aborted", ""));
    request.onload = () =>
      request.status === 201
        ? resolve(JSON.parse(request.responseText) as FileInfo)
        : reject(refusal(request));
  });
  request.open("POST", `/api/v1${path}`);
  request.setRequestHeader("X-CSRFToken", csrfToken());
  request.setRequestHeader("Accept", "application/json");
  request.send(form);
  return { done, abort: () => request.abort() };
}

function refusal(request: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(request.responseText) as { error: { code: string; message: string } };
    return new ApiError(error.code, error.message, "file", request.status);
  } catch {
    // A proxy's page: 502 and its kind while a node restarts are the line's fault, anything else is an answer.
    const code = request.status >= 502 ? "offline" : "unavailable";
    const words =
      request.status === 413
        ? t("This file is too large.")
        : t("The server could not take this file just now.");
    return new ApiError(code, words, "file", request.status);
  }
}

/** Tell the server that an upload is not wanted any more; it would forget it within a day anyway. */
export function withdraw(info: FileInfo): void {
  api("DELETE", `/files/${info.id}`).catch(() => undefined);
}

let limits: Promise<FileLimits> | null = null;

/** How large files may be. Asked once a page; a failure is asked again. */
export function fileLimits(): Promise<FileLimits> {
  limits ??= api<FileLimits>("GET", "/files/limits").catch((error: unknown) => {
    limits = null;
    throw error;
  });
  return limits;
}

/** Why a file cannot be uploaded, before a byte is sent; null when it can. */
export function refusalOf(file: { size: number }, known: FileLimits | null): string | null {
  if (file.size === 0) return t("This file is empty, or it is a folder.");
  if (known && file.size > known.largest) {
    return t("Files may have at most {most}; this one has {size}.", {
      most: bytes(known.largest),
      size: bytes(file.size),
    });
  }
  return null;
}
