/** The faces of those who are in the document now, in the top bar. A click on one follows their cursor. */
import { t } from "../i18n.ts";
import { avatar } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import type { DocumentContext } from "./context.ts";
import type { Following } from "./follow_view.ts";
import type { Peer } from "./peers.ts";

/** More than these stand as a number. */
const FACES = 4;

function face(peer: Peer, following: Following): HTMLElement {
  const on = following.username === peer.username;
  const label = on
    ? t("Stop following {name}", { name: peer.name })
    : t("Follow {name}", { name: peer.name });
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: on ? "face followed" : "face",
        title: label,
        "aria-label": label,
        "aria-pressed": String(on),
        "data-colour": peer.colour,
        onclick: () => following.choose(peer.username),
      },
      avatar(peer, "small"),
      h("span", { class: "visually-hidden" }, peer.name),
    ),
  );
}

export function showPeople(list: HTMLElement, context: DocumentContext, following: Following): void {
  let shown = "";
  const draw = () => {
    const others = following.others();
    const now = JSON.stringify([others, following.username]);
    if (now === shown) return;
    shown = now;
    const focused = list.contains(document.activeElement)
      ? [...list.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement)
      : -1;
    const rest = others.slice(FACES);
    const names = rest.map((peer) => peer.name).join(", ");
    fill(
      list,
      ...others.slice(0, FACES).map((peer) => face(peer, following)),
      rest.length > 0 &&
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "more-people",
              title: names,
              "aria-label": t("All who are here"),
              onclick: () => context.panels.open("people"),
            },
            `+${rest.length}`,
          ),
        ),
    );
    list.hidden = others.length === 0;
    if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
  };
  context.awareness.on("change", draw);
  following.watch(draw);
  draw();
}
