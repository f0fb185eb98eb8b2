/** The files of a message: pictures, sound and film in place, everything else as a card. */
import fileIcon from "lucide-static/icons/file.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import type { FileInfo } from "../wire.ts";
import { boxed, bytes, kindOf } from "./sizes.ts";
import { openViewer } from "./viewer.ts";

const ALONE = { width: 400, height: 320 };
const AMONG = { width: 200, height: 160 };

/** One element for all files of a message. Its height is known before anything is loaded. */
export function attachments(files: readonly FileInfo[]): HTMLElement {
  const pictures = files.filter((each) => kindOf(each) === "picture");
  const others = files.filter((each) => kindOf(each) !== "picture");
  const grid = h("div", { class: pictures.length > 1 ? "pictures several" : "pictures" });
  for (const each of pictures) grid.append(picture(each, pictures));
  return h("div", { class: "attachments" }, pictures.length > 0 && grid, ...others.map(other));
}

function picture(file: FileInfo, all: readonly FileInfo[]): HTMLElement {
  const within = all.length > 1 ? AMONG : ALONE;
  const box = boxed(file.width ?? within.width, file.height ?? within.height, within);
  const image = h("img", {
    src: file.thumb ? file.thumb_url : file.url,
    alt: file.name,
    width: box.width,
    height: box.height,
    loading: "lazy",
    decoding: "async",
  });
  const link = h("a", { href: file.url, class: "picture", title: file.name }, image);
  link.style.setProperty("--width", `${box.width}px`);
  link.style.setProperty("--ratio", `${box.width} / ${box.height}`);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openViewer(all, all.indexOf(file));
  });
  image.addEventListener("error", () => link.classList.add("gone"));
  return link;
}

function other(file: FileInfo): HTMLElement {
  const kind = kindOf(file);
  if (kind === "sound") {
    const player = h("audio", { controls: true, preload: "none", src: file.url, "aria-label": file.name });
    return h("figure", { class: "sound" }, h("figcaption", {}, name(file)), player);
  }
  if (kind === "film") {
    const player = h("video", {
      controls: true,
      preload: "metadata",
      src: file.url,
      "aria-label": file.name,
    });
    player.setAttribute("playsinline", "");
    return h("figure", { class: "film" }, player, h("figcaption", {}, name(file)));
  }
  return card(file);
}

function card(file: FileInfo): HTMLElement {
  const words = h(
    "span",
    { class: "file-words" },
    h("strong", {}, file.name),
    h("span", {}, bytes(file.size)),
  );
  const pdf = file.type === "application/pdf";
  const open = pdf ? { target: "_blank", rel: "noopener" } : { download: file.name };
  const label = pdf ? t("Open {name}", { name: file.name }) : t("Download {name}", { name: file.name });
  return h(
    "a",
    { class: "file-card", href: file.url, "aria-label": `${label}, ${bytes(file.size)}`, ...open },
    svg("file", fileIcon),
    words,
    icon("download", "small"),
  );
}

function name(file: FileInfo): HTMLElement {
  return h("a", { href: `${file.url}?download`, download: file.name }, `${file.name} · ${bytes(file.size)}`);
}
