/**
 * Files on their way into the document. A node with the mark `#upload-<key>` holds the place; who uploads sees how
 * far it is, everybody else that something is coming. The place is an ordinary part of the document, so it stays
 * where it belongs whatever others write meanwhile.
 */
import type { Editor } from "@tiptap/core";
import { type Upload, UploadQueue } from "../../files/queue.ts";
import { fileLimits, refusalOf, uploadToDocument, withdraw } from "../../files/upload.ts";
import { plural } from "../../i18n.ts";
import { toast } from "../../ui/toast.ts";
import type { FileInfo, FileLimits } from "../../wire.ts";
import { fileAddress } from "../nodes/attachment.ts";
import { freshUid } from "../nodes/attributes.ts";

const MARK = "#upload-";
const MOST = 30;
/** What browsers show as a picture and the server takes for one. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;

export const isPicture = (file: { type: string }): boolean => PICTURES.test(file.type);

/** The key of the upload that a node waits for; null when it waits for none. */
export function waitsFor(attributes: Record<string, unknown>): string | null {
  for (const said of [attributes.src, attributes.type]) {
    if (typeof said === "string" && said.startsWith(MARK)) return said.slice(MARK.length);
  }
  return null;
}

/** The node that holds a file's place. */
export function holder(file: File, key: string) {
  const mark = MARK + key;
  return isPicture(file)
    ? { type: "image", attrs: { src: mark, title: file.name.slice(0, 200) } }
    : { type: "attachment", attrs: { type: mark, name: file.name.slice(0, 200), size: file.size } };
}

const uploadsOfEditors = new WeakMap<Editor, Uploads>();

/** The uploads of an editor that was opened with a place to put them. */
export function uploadsOf(editor: Editor): Uploads | undefined {
  return uploadsOfEditors.get(editor);
}

export class Uploads {
  readonly #queue: UploadQueue;
  readonly #keys = new Map<number, string>();
  readonly #started = new Set<string>();
  readonly #pictures = new Map<string, string>();
  readonly #watchers = new Set<() => void>();
  #limits: FileLimits | null = null;

  #editor: Editor | null = null;

  constructor(document: number) {
    this.#queue = new UploadQueue({
      send: uploadToDocument(document),
      changed: () => this.#changed(),
      later: (task, milliseconds) => setTimeout(task, milliseconds),
      refusal: (file) => refusalOf(file, this.#limits),
      most: MOST,
    });
    addEventListener("online", () => this.#queue.wake());
    addEventListener("beforeunload", (event) => {
      if (this.#queue.busy) event.preventDefault();
    });
  }

  /** Where the files go. */
  attach(editor: Editor): void {
    this.#editor = editor;
    uploadsOfEditors.set(editor, this);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Starts to upload; returns for each file the node that holds its place. */
  begin(files: readonly File[]): ReturnType<typeof holder>[] {
    if (files.length > MOST) {
      const over = files.length - MOST;
      toast(
        plural(
          over,
          "One file was left out: too many at once.",
          "{n} files were left out: too many at once.",
        ),
        {
          kind: "bad",
        },
      );
    }
    return files.slice(0, MOST).map((file) => {
      const key = freshUid();
      this.start(file, key);
      return holder(file, key);
    });
  }

  /** Uploads for a node that is there already. */
  start(file: File, key: string): void {
    this.#started.add(key);
    if (isPicture(file)) this.#pictures.set(key, URL.createObjectURL(file));
    void fileLimits()
      .catch(() => null)
      .then((limits) => {
        this.#limits = limits;
        const before = this.#queue.uploads.length;
        this.#queue.add([file]);
        const made = this.#queue.uploads[before];
        if (made) this.#keys.set(made.key, key);
        this.#changed();
      });
  }

  /** How an upload stands; undefined when this page does not know it. */
  of(key: string): Upload | undefined {
    return this.#queue.uploads.find((upload) => this.#keys.get(upload.key) === key);
  }

  /** Whether this page uploads it, or is about to. */
  knows(key: string): boolean {
    return this.#started.has(key);
  }

  /** The picture as this device has it. */
  pictureOf(key: string): string | null {
    return this.#pictures.get(key) ?? null;
  }

  retry(key: string): void {
    const upload = this.of(key);
    if (upload) this.#queue.retry(upload.key);
  }

  /** It is not wanted any more. */
  drop(key: string): void {
    const upload = this.of(key);
    if (upload) this.#forget(upload.key, key);
  }

  #changed(): void {
    for (const upload of [...this.#queue.uploads]) {
      const key = this.#keys.get(upload.key);
      if (upload.state !== "done" || !upload.info || key === undefined) continue;
      this.#settle(key, upload.info);
      this.#forget(upload.key, key);
    }
    for (const watcher of this.#watchers) watcher();
  }

  #forget(upload: number, key: string): void {
    this.#keys.delete(upload);
    this.#started.delete(key);
    this.#queue.remove(upload);
    const picture = this.#pictures.get(key);
    this.#pictures.delete(key);
    // Not at once: the view still shows it until the server's picture is here.
    if (picture) setTimeout(() => URL.revokeObjectURL(picture), 30_000);
  }

  /** The file is on the server: put it where its place is; without a place nobody wants it any more. */
  #settle(key: string, info: FileInfo): void {
    const editor = this.#editor;
    if (!editor || editor.isDestroyed) return;
    const { tr, doc } = editor.state;
    let found = false;
    doc.descendants((node, at) => {
      if (waitsFor(node.attrs) !== key) return !node.isTextblock;
      found = true;
      tr.setNodeMarkup(at, undefined, { ...node.attrs, ...settled(node.type.name, info) });
      return false;
    });
    if (found) editor.view.dispatch(tr.setMeta("addToHistory", false));
    else withdraw(info);
  }
}

function settled(type: string, info: FileInfo): Record<string, unknown> {
  return type === "image"
    ? { file: info.id, src: fileAddress(info.id, info.name) }
    : { file: info.id, name: info.name, size: info.size, type: info.type };
}
