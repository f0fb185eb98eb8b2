/**
 * Pictures: shown, made smaller or larger by a handle (mouse, touch, arrow keys), set left, in the middle or right,
 * described for those who do not see them. A picture from elsewhere is only fetched when the reader says so: its
 * server would learn who reads the document.
 */
import type { NodeViewRenderer } from "@tiptap/core";
import { openViewer } from "../../files/viewer.ts";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { isUuid } from "../nodes/attributes.ts";
import { type Uploads, waitsFor } from "../uploads/uploads.ts";
import { atomView, inControl, type Place } from "./atom.ts";
import { pictureTools } from "./picture_tools.ts";
import { resizeHandle } from "./resize.ts";
import { uploadState } from "./upload_state.ts";

interface Attributes {
  file: string | null;
  src: string;
  alt: string;
  title: string;
  width: number | null;
  align: string | null;
}

/** Whether a picture is this site's own. */
const isOurs = ({ file, src }: Attributes): boolean =>
  (file !== null && isUuid(file)) || /^\/(?!\/)/.test(src);

function make(place: Place, uploads: Uploads) {
  const image = h("img", { loading: "lazy", decoding: "async", draggable: "false" });
  const frame = h("div", { class: "picture-frame" });
  const dom = h("figure", { class: "doc-picture", contenteditable: "false" }, frame);
  let now: Attributes = { file: null, src: "", alt: "", title: "", width: null, align: null };
  let allowed = false;

  const handle = resizeHandle(image, {
    width: () => now.width,
    most: () => dom.parentElement?.clientWidth ?? dom.clientWidth,
    change: (width) => place.change({ width }),
  });
  const tools = pictureTools(place, () => now);
  const view = () =>
    openViewer(
      [
        {
          id: now.file ?? "",
          name: now.title || now.alt || t("Picture"),
          size: 0,
          type: "image/*",
          width: image.naturalWidth,
          height: image.naturalHeight,
          thumb: false,
          url: now.src,
          thumb_url: now.src,
        },
      ],
      0,
    );
  image.addEventListener("click", () => !place.editor.isEditable && view());
  image.addEventListener("dblclick", () => place.editor.isEditable && view());
  image.addEventListener("error", () => dom.classList.add("broken"));
  image.addEventListener("load", () => dom.classList.remove("broken"));

  const draw = () => {
    const key = waitsFor({ src: now.src });
    dom.dataset.align = now.align ?? "center";
    dom.setAttribute("aria-label", now.alt || now.title || t("Picture without a description"));
    if (key !== null) {
      const cancel = () => {
        uploads.drop(key);
        place.remove();
      };
      const local = uploads.pictureOf(key);
      const shown = local ? h("img", { src: local, alt: "", class: "faint" }) : "";
      frame.replaceChildren(shown, uploadState(uploads, key, now.title, cancel));
      return;
    }
    if (!isOurs(now) && !allowed) {
      frame.replaceChildren(elsewhere());
      return;
    }
    if (image.getAttribute("src") !== now.src) image.src = now.src;
    image.alt = now.alt;
    image.title = now.title;
    image.style.width = now.width ? `${now.width}px` : "";
    frame.replaceChildren(image, handle, tools.element, broken());
  };
  const broken = () =>
    h("div", { class: "picture-gone" }, t("This picture cannot be shown."), now.alt ? ` ${now.alt}` : "");
  const elsewhere = () => {
    const host = URL.canParse(now.src) ? new URL(now.src).host : "";
    const show = () => {
      allowed = true;
      draw();
    };
    return h(
      "div",
      { class: "upload-state" },
      h("span", { class: "upload-words" }, h("strong", {}, now.alt || t("Picture")), " ", host),
      host
        ? h("button", { type: "button", class: "button", onclick: show }, t("Fetch from {host}", { host }))
        : null,
      h(
        "button",
        { type: "button", class: "button quiet editing-only", onclick: () => place.remove() },
        t("Remove"),
      ),
    );
  };
  const stop = uploads.watch(() => waitsFor({ src: now.src }) !== null && draw());
  return {
    dom,
    show(node: { attrs: Record<string, unknown> }) {
      const before = waitsFor({ src: now.src });
      now = node.attrs as unknown as Attributes;
      if (before !== null && waitsFor({ src: now.src }) === null) dom.classList.remove("broken");
      draw();
    },
    edit: () => tools.describe(),
    own: inControl,
    leave: () => stop(),
  };
}

export const pictureView = (uploads: Uploads): NodeViewRenderer => atomView((place) => make(place, uploads));
