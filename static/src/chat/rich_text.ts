/** The text of a message as the server rendered it, made usable: scrolling code, spoilers, links within the room. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";

/** Spoilers that were opened stay open while the page lives, however often their message is drawn. */
const opened = new Set<string>();

/** Whom and what the marks of a text may mean. */
export interface Names {
  /** the reader's username */
  me: string;
  /** the id of a room that the reader is in */
  room(name: string): number | null;
}

/** `html` is rendered and sanitised by the server. `id` names the message. */
export function richText(html: string, id: string, names: Names): HTMLElement {
  const body = h("div", { class: "rich" });
  body.innerHTML = html;
  // Long lines of code scroll in themselves, by keyboard too.
  for (const block of body.querySelectorAll("pre")) block.tabIndex = 0;
  body.querySelectorAll<HTMLElement>(".spoiler").forEach((spoiler, at) => {
    cover(spoiler, `${id}/${at}`);
  });
  for (const mention of body.querySelectorAll<HTMLElement>(".mention[data-user]")) {
    const { user = "" } = mention.dataset;
    mention.dataset.person = user; // a click opens their card
    mention.classList.toggle("me", user === names.me.toLowerCase());
  }
  for (const mark of body.querySelectorAll<HTMLElement>(".room-mark")) {
    const room = names.room(mark.dataset.name ?? mark.textContent.replace("#", ""));
    if (room !== null)
      mark.replaceWith(h("a", { class: "room-mark", href: `/rooms/${room}/` }, mark.textContent));
  }
  return body;
}

/** A spoiler is a button until it is opened; nothing of it is read out before. */
function cover(spoiler: HTMLElement, key: string): void {
  if (opened.has(key)) {
    spoiler.classList.add("open");
    return;
  }
  const inner = h("span", { class: "spoiler-text", "aria-hidden": "true" });
  inner.append(...spoiler.childNodes);
  inner.inert = true;
  spoiler.append(inner);
  const open = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    opened.add(key);
    for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
    spoiler.replaceChildren(...inner.childNodes);
    spoiler.classList.add("open");
    spoiler.removeEventListener("click", open);
    spoiler.removeEventListener("keydown", key_);
  };
  const key_ = (event: KeyboardEvent) => (event.key === "Enter" || event.key === " ") && open(event);
  spoiler.setAttribute("role", "button");
  spoiler.setAttribute("tabindex", "0");
  spoiler.setAttribute("aria-label", t("Spoiler: show it"));
  spoiler.addEventListener("click", open);
  spoiler.addEventListener("keydown", key_);
}

/** The message that a link of this site leads to; null for any other. */
export function messageOfLink(href: string, origin: string): { room: number; message: number } | null {
  let url: URL;
  try {
    url = new URL(href, origin);
  } catch {
    return null;
  }
  const found = url.origin === origin ? /^\/rooms\/(\d+)\/m\/(\d+)\/$/.exec(url.pathname) : null;
  return found ? { room: Number(found[1]), message: Number(found[2]) } : null;
}

/** The address of a message. */
export function permalink(room: number, message: number): string {
  return `/rooms/${room}/m/${message}/`;
}
