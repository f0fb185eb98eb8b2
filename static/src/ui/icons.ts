/** Lucide's icons, inlined. Add one here and use its name; the bundle only carries what is listed. */
import archive from "lucide-static/icons/archive.svg?raw";
import arrowDown from "lucide-static/icons/arrow-down.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import back from "lucide-static/icons/chevron-left.svg?raw";
import compass from "lucide-static/icons/compass.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import document from "lucide-static/icons/file-text.svg?raw";
import room from "lucide-static/icons/hash.svg?raw";
import inbox from "lucide-static/icons/inbox.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import key from "lucide-static/icons/key-round.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import leave from "lucide-static/icons/log-out.svg?raw";
import announce from "lucide-static/icons/megaphone.svg?raw";
import chat from "lucide-static/icons/message-square.svg?raw";
import auto from "lucide-static/icons/monitor.svg?raw";
import dark from "lucide-static/icons/moon.svg?raw";
import edit from "lucide-static/icons/pencil.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import retry from "lucide-static/icons/rotate-ccw.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import light from "lucide-static/icons/sun.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import person from "lucide-static/icons/user.svg?raw";
import people from "lucide-static/icons/users.svg?raw";
import close from "lucide-static/icons/x.svg?raw";

const SOURCES = {
  announce,
  archive,
  arrowDown,
  auto,
  back,
  bell,
  chat,
  check,
  close,
  compass,
  copy,
  dark,
  document,
  edit,
  inbox,
  info,
  key,
  leave,
  light,
  lock,
  more,
  people,
  person,
  plus,
  retry,
  room,
  search,
  settings,
  trash,
  warning,
};
export type IconName = keyof typeof SOURCES;

const parsed = new Map<string, SVGSVGElement>();

/** A fresh copy of an icon, hidden from assistive technology: the words beside it say what it means. */
export function icon(name: IconName, size: "normal" | "small" = "normal"): SVGSVGElement {
  return svg(name, SOURCES[name], size);
}

/** The same for an icon of one page's own: `svg("bold", boldSource)` with `import … from "….svg?raw"`. */
export function svg(name: string, source: string, size: "normal" | "small" = "normal"): SVGSVGElement {
  let original = parsed.get(name);
  if (!original) {
    const template = window.document.createElement("template");
    template.innerHTML = source; // a constant of this bundle
    original = template.content.querySelector("svg") as SVGSVGElement;
    original.setAttribute("aria-hidden", "true");
    parsed.set(name, original);
  }
  const copied = original.cloneNode(true) as SVGSVGElement;
  copied.setAttribute("class", size === "small" ? "icon small" : "icon");
  return copied;
}
