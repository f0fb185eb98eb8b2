/** Lucide's icons, inlined. Add one here and use its name; the bundle only carries what is listed. */

import alarm from "lucide-static/icons/alarm-clock.svg?raw";
import archive from "lucide-static/icons/archive.svg?raw";
import arrowDown from "lucide-static/icons/arrow-down.svg?raw";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import arrowUp from "lucide-static/icons/arrow-up.svg?raw";
import mention from "lucide-static/icons/at-sign.svg?raw";
import ban from "lucide-static/icons/ban.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import unfollow from "lucide-static/icons/bell-off.svg?raw";
import follow from "lucide-static/icons/bell-plus.svg?raw";
import bookmark from "lucide-static/icons/bookmark.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import back from "lucide-static/icons/chevron-left.svg?raw";
import resolved from "lucide-static/icons/circle-check.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import compass from "lucide-static/icons/compass.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import crown from "lucide-static/icons/crown.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import more from "lucide-static/icons/ellipsis.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import document from "lucide-static/icons/file-text.svg?raw";
import flag from "lucide-static/icons/flag.svg?raw";
import forward from "lucide-static/icons/forward.svg?raw";
import globe from "lucide-static/icons/globe.svg?raw";
import room from "lucide-static/icons/hash.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import inbox from "lucide-static/icons/inbox.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import key from "lucide-static/icons/key-round.svg?raw";
import linkChain from "lucide-static/icons/link.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import leave from "lucide-static/icons/log-out.svg?raw";
import unread from "lucide-static/icons/mail.svg?raw";
import announce from "lucide-static/icons/megaphone.svg?raw";
import chat from "lucide-static/icons/message-square.svg?raw";
import reply from "lucide-static/icons/message-square-reply.svg?raw";
import comment from "lucide-static/icons/message-square-text.svg?raw";
import quiet from "lucide-static/icons/mic-off.svg?raw";
import auto from "lucide-static/icons/monitor.svg?raw";
import dark from "lucide-static/icons/moon.svg?raw";
import edit from "lucide-static/icons/pencil.svg?raw";
import pin from "lucide-static/icons/pin.svg?raw";
import unpin from "lucide-static/icons/pin-off.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import quote from "lucide-static/icons/quote.svg?raw";
import retry from "lucide-static/icons/rotate-ccw.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import settings from "lucide-static/icons/settings.svg?raw";
import shield from "lucide-static/icons/shield.svg?raw";
import smile from "lucide-static/icons/smile.svg?raw";
import star from "lucide-static/icons/star.svg?raw";
import light from "lucide-static/icons/sun.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import person from "lucide-static/icons/user.svg?raw";
import addPerson from "lucide-static/icons/user-plus.svg?raw";
import people from "lucide-static/icons/users.svg?raw";
import close from "lucide-static/icons/x.svg?raw";

const SOURCES = {
  mention,
  comment,
  resolved,
  pin,
  reply,
  bookmark,
  quote,
  history,
  eye,
  unread,
  forward,
  alarm,
  follow,
  unfollow,
  arrowLeft,
  unpin,
  globe,
  shield,
  crown,
  addPerson,
  star,
  smile,
  quiet,
  linkChain,
  flag,
  download,
  clock,
  ban,
  chevronDown,
  arrowUp,
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
