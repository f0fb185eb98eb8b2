/** The panel of those who are here: everybody by name, and the way to follow them. */
import peopleIcon from "lucide-static/icons/users.svg?raw";
import { t } from "../../i18n.ts";
import { avatar } from "../../ui/avatar.ts";
import { fill, h } from "../../ui/dom.ts";
import type { DocumentContext } from "../context.ts";
import type { Peer } from "../peers.ts";
import { registerPanel } from "./registry.ts";

function row(peer: Peer, context: DocumentContext): HTMLElement {
  const on = context.following.username === peer.username;
  return h(
    "li",
    { class: "here-row" },
    avatar(peer, "small"),
    h("span", { class: "here-name" }, peer.name),
    h(
      "button",
      {
        type: "button",
        class: "button quiet",
        "aria-pressed": String(on),
        "aria-label": on
          ? t("Stop following {name}", { name: peer.name })
          : t("Follow {name}", { name: peer.name }),
        onclick: () => context.following.choose(peer.username),
      },
      on ? t("Following") : t("Follow"),
    ),
  );
}

function open(container: HTMLElement, context: DocumentContext): () => void {
  const { me } = context.shell;
  const list = h("ul", { class: "here-list", "aria-label": t("Who is here") });
  container.replaceChildren(list);
  const draw = () => {
    const others = context.following.others();
    const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    fill(
      list,
      h("li", { class: "here-row" }, avatar(me, "small"), h("span", { class: "here-name" }, t("You"))),
      ...others.map((peer) => row(peer, context)),
      others.length === 0 && h("li", { class: "here-empty" }, t("Nobody else is here now.")),
    );
    if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
  };
  const stop = context.following.watch(draw);
  context.awareness.on("change", draw);
  draw();
  return () => {
    stop();
    context.awareness.off("change", draw);
  };
}

registerPanel({ name: "people", label: t("Who is here"), icon: peopleIcon, order: 40, open });
