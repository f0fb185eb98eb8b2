/** The faces of those who are in the document now, in the top bar. */
import type { Awareness } from "y-protocols/awareness";
import { avatar } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { othersHere, type Peer } from "./peers.ts";

/** More than these stand as a number. */
const FACES = 4;

function face(peer: Peer): HTMLElement {
  return h(
    "li",
    { title: peer.name },
    avatar(peer, "small"),
    h("span", { class: "visually-hidden" }, peer.name),
  );
}

export function followPeople(list: HTMLElement, awareness: Awareness, me: string): void {
  let shown = "";
  const draw = () => {
    const others = othersHere(awareness.getStates(), awareness.clientID, me);
    const now = JSON.stringify(others);
    if (now === shown) return;
    shown = now;
    const rest = others.slice(FACES);
    fill(
      list,
      ...others.slice(0, FACES).map(face),
      rest.length > 0 &&
        h("li", { class: "more-people", title: rest.map((peer) => peer.name).join(", ") }, `+${rest.length}`),
    );
    list.hidden = others.length === 0;
  };
  awareness.on("change", draw);
  draw();
}
