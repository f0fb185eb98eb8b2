/** The three ways in which files come into the composer: chosen, pasted, dropped. */
import clip from "lucide-static/icons/paperclip.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { svg } from "../ui/icons.ts";
import type { UploadTray } from "./tray.ts";

/** Something that listens on elements until it leaves the page: a `BaseElement`. */
interface Listener {
  listen<E extends Event>(target: EventTarget, type: string, handler: (event: E) => void): void;
}

/** A button that opens the system's file dialog. */
export function uploadButton(tray: UploadTray): HTMLElement {
  const input = h("input", { type: "file", multiple: true, hidden: true, "aria-label": t("Choose files") });
  input.addEventListener("change", () => {
    void tray.add(input.files ?? []);
    input.value = ""; // the same file may be chosen again
  });
  const label = t("Attach files");
  const button = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: () => input.click() },
    svg("paperclip", clip, "small"),
  );
  return h("span", { class: "upload-button" }, button, input);
}

/** Files pasted into a field go to the tray; text is pasted as ever. */
export function takePastes(owner: Listener, field: HTMLElement, tray: UploadTray): void {
  owner.listen(field, "paste", (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside the text: then the text is meant.
    if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    void tray.add(files.map(named));
  });
}

/** Files dropped anywhere over `area` go to the tray; while they hover, a line says so. */
export function takeDrops(
  owner: Listener,
  area: HTMLElement,
  tray: UploadTray,
  allowed: () => boolean = () => true,
): void {
  const sign = h("div", { class: "drop-sign", "aria-hidden": "true" }, t("Drop files to attach them"));
  let depth = 0; // entering a child leaves its parent: only the last leaving counts
  const carries = (event: DragEvent) => allowed() && (event.dataTransfer?.types.includes("Files") ?? false);
  const end = () => {
    depth = 0;
    sign.remove();
  };
  owner.listen(area, "dragenter", (event: DragEvent) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth += 1;
    area.append(sign);
  });
  owner.listen(area, "dragover", (event: DragEvent) => {
    if (carries(event)) event.preventDefault();
  });
  owner.listen(area, "dragleave", () => {
    depth -= 1;
    if (depth <= 0) end();
  });
  owner.listen(area, "drop", (event: DragEvent) => {
    if (!carries(event)) return;
    event.preventDefault();
    end();
    void tray.add(event.dataTransfer?.files ?? []);
  });
}

/** A picture from the clipboard is called "image.png" by every browser: say when it was pasted. */
function named(file: File): File {
  if (file.name && file.name !== "image.png") return file;
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  const stamp = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
  return new File([file], `${t("Pasted")} ${stamp}.png`, { type: file.type });
}
