/** `<upload-tray>`: the files that go with the next message, each with its progress, cancel and retry. */
import file from "lucide-static/icons/file.svg?raw";
import { plural, t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon, svg } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { FileInfo, FileLimits } from "../wire.ts";
import { MOST_FILES, type Upload, UploadQueue } from "./queue.ts";
import { bytes } from "./sizes.ts";
import { fileLimits, refusalOf, uploadTo, withdraw } from "./upload.ts";

/** Fires "change" (not bubbling) whenever a file is added, ready, refused or gone. */
export class UploadTray extends BaseElement {
  #queue: UploadQueue | null = null;
  #limits: FileLimits | null = null;
  #chips = new Map<number, Chip>();
  #list = h("ul", { class: "uploads" });

  /** The room that the files go to. To be called once, before anything is added. */
  start(room: number): void {
    this.#queue = new UploadQueue({
      send: uploadTo(room),
      changed: () => this.#show(),
      later: (task, milliseconds) => setTimeout(task, milliseconds),
      refusal: (each) => refusalOf(each, this.#limits),
    });
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", t("Files to be sent"));
    this.replaceChildren(this.#list);
    this.hidden = true;
    this.listen(window, "online", () => this.#queue?.wake());
  }

  /** Upload these. More than a message holds are left out, and the person is told. */
  async add(files: Iterable<File>): Promise<void> {
    const given = [...files];
    if (given.length === 0) return;
    this.#limits ??= await fileLimits().catch(() => null);
    const over = this.#queue?.add(given) ?? 0;
    if (over) {
      const one = "A message holds at most {most} files: one was left out.";
      const many = "A message holds at most {most} files: {n} were left out.";
      toast(plural(over, one, many, { most: MOST_FILES }), { kind: "bad" });
    }
  }

  /** Ids for `message.send`. */
  get ids(): string[] {
    return this.#queue?.ids ?? [];
  }

  /** What the server has, for showing the message before it is back. */
  get infos(): FileInfo[] {
    return this.#queue?.infos ?? [];
  }

  /** Whether a file is still on its way. */
  get busy(): boolean {
    return this.#queue?.busy ?? false;
  }

  /** Whether a file was refused and is still there. */
  get failed(): boolean {
    return this.#queue?.uploads.some((each) => each.state === "failed") ?? false;
  }

  get empty(): boolean {
    return (this.#queue?.uploads.length ?? 0) === 0;
  }

  /** The message has them: start anew. */
  clear(): void {
    this.#queue?.clear();
  }

  #show(): void {
    const uploads = this.#queue?.uploads ?? [];
    for (const [key, chip] of this.#chips) {
      if (uploads.some((each) => each.key === key)) continue;
      chip.leave();
      this.#chips.delete(key);
    }
    for (const upload of uploads) {
      let chip = this.#chips.get(upload.key);
      if (!chip) {
        chip = new Chip(upload, { remove: () => this.#remove(upload), retry: () => this.#retry(upload) });
        this.#chips.set(upload.key, chip);
        this.#list.append(chip.element);
      }
      chip.show(upload);
    }
    this.hidden = uploads.length === 0;
    this.dispatchEvent(new Event("change"));
  }

  #remove(upload: Upload): void {
    const gone = this.#queue?.remove(upload.key);
    if (gone?.info) withdraw(gone.info);
  }

  #retry(upload: Upload): void {
    this.#queue?.retry(upload.key);
  }
}

class Chip {
  readonly element: HTMLElement;
  #picture = "";
  #condition = h("span", { class: "upload-condition" });
  #bar: HTMLProgressElement;
  #retry: HTMLElement;

  constructor(upload: Upload, on: { remove(): void; retry(): void }) {
    const { name } = upload.file;
    this.#bar = h("progress", { max: 1, value: 0, "aria-label": t("Uploading {name}", { name }) });
    this.#retry = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("Retry {name}", { name }), onclick: on.retry },
      icon("retry", "small"),
    );
    const remove = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("Remove {name}", { name }),
        onclick: on.remove,
      },
      icon("close", "small"),
    );
    const words = h("span", { class: "upload-words" }, h("strong", { title: name }, name), this.#condition);
    this.element = h(
      "li",
      { class: "upload" },
      this.#preview(upload.file),
      words,
      this.#retry,
      remove,
      this.#bar,
    );
  }

  #preview(of: File): Node {
    if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(of.type)) return svg("file", file);
    this.#picture = URL.createObjectURL(of);
    return h("img", { src: this.#picture, alt: "" });
  }

  show(upload: Upload): void {
    this.element.dataset.state = upload.state;
    this.#retry.hidden = upload.state !== "failed";
    this.#bar.hidden = upload.state !== "sending" && upload.state !== "waiting";
    this.#bar.value = upload.share;
    const words = conditionOf(upload);
    if (this.#condition.textContent !== words) this.#condition.textContent = words;
    if (upload.state === "failed") this.#condition.setAttribute("role", "alert");
    else this.#condition.removeAttribute("role");
  }

  leave(): void {
    this.element.remove();
    if (this.#picture) URL.revokeObjectURL(this.#picture);
  }
}

function conditionOf(upload: Upload): string {
  if (upload.state === "failed") return upload.reason;
  if (upload.state === "waiting") return t("Waiting…");
  if (upload.state === "done") return bytes(upload.file.size);
  return `${Math.floor(upload.share * 100)} %`;
}

define("upload-tray", UploadTray);
