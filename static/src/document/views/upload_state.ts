/** What stands in a node while its file is on the way, or when it never came. */
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import type { Uploads } from "../uploads/uploads.ts";

export function uploadState(uploads: Uploads, key: string, name: string, remove: () => void): HTMLElement {
  const upload = uploads.of(key);
  const label = name || t("File");
  if (!upload && !uploads.knows(key)) return lost(label, remove);
  if (upload?.state === "failed") {
    return h(
      "div",
      { class: "upload-state failed", role: "alert" },
      icon("warning", "small"),
      h("span", { class: "upload-words" }, h("strong", {}, label), ` ${upload.reason}`),
      h("button", { type: "button", class: "button", onclick: () => uploads.retry(key) }, t("Try again")),
      h("button", { type: "button", class: "button quiet", onclick: remove }, t("Remove")),
    );
  }
  const share = upload?.share ?? 0;
  return h(
    "div",
    { class: "upload-state" },
    h(
      "span",
      { class: "upload-words" },
      h("strong", {}, label),
      upload?.state === "sending" ? ` ${Math.floor(share * 100)} %` : ` ${t("Waiting…")}`,
    ),
    h("progress", { max: 1, value: share, "aria-label": t("Uploading {name}", { name: label }) }),
    h("button", { type: "button", class: "button quiet", onclick: remove }, t("Cancel")),
  );
}

/** Somebody else is uploading it, or was: when their page is gone it will never come. */
function lost(label: string, remove: () => void): HTMLElement {
  return h(
    "div",
    { class: "upload-state" },
    icon("clock", "small"),
    h(
      "span",
      { class: "upload-words" },
      h("strong", {}, label),
      ` ${t("is being uploaded by somebody else.")}`,
    ),
    h("button", { type: "button", class: "button quiet editing-only", onclick: remove }, t("Remove")),
  );
}
