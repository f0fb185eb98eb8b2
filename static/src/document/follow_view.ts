/** Follows one person's cursor: a ring around the page in their colour says whom. */
import { t } from "../i18n.ts";
import { fill, h, must, onceAFrame } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { DocumentContext } from "./context.ts";
import { type FollowInput, followStep, scrollBy } from "./follow.ts";
import { othersHere, type Peer, peerOf } from "./peers.ts";

/** Keys that do not move anything by themselves. */
const QUIET = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

export class Following {
  #username: string | null = null;
  #watchers = new Set<() => void>();
  readonly #scroller = must("#document-scroll");
  readonly #ring = h("div", { class: "follow-ring", role: "status", hidden: true });
  readonly #go = onceAFrame(() => this.#scroll());

  constructor(private readonly context: DocumentContext) {
    this.#scroller.before(this.#ring);
    const { awareness } = context;
    awareness.on("change", () => {
      this.#step({ kind: "here", usernames: this.others().map((peer) => peer.username) });
      if (this.#username) this.#go();
    });
    const own = () => this.#step({ kind: "own_move" });
    for (const type of ["wheel", "touchmove", "mousedown"]) {
      this.#scroller.addEventListener(type, own, { passive: true });
    }
    addEventListener("keydown", (event) => {
      if (!QUIET.has(event.key) && !(event.target as Element).closest(".panel, .top")) own();
    });
  }

  get username(): string | null {
    return this.#username;
  }

  others(): Peer[] {
    const { awareness, shell } = this.context;
    return othersHere(awareness.getStates(), awareness.clientID, shell.me.username);
  }

  choose(username: string): void {
    this.#step({ kind: "chosen", username });
  }

  /** Called at every change of whom one follows; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #step(input: FollowInput): void {
    const next = followStep(this.#username, input);
    if (next === this.#username) return;
    this.#username = next;
    this.#draw();
    if (next) this.#go();
    for (const watcher of this.#watchers) watcher();
  }

  #draw(): void {
    const peer = this.others().find((one) => one.username === this.#username);
    this.#ring.hidden = !peer;
    fill(this.#ring);
    if (!peer) return;
    this.#ring.dataset.colour = String(peer.colour);
    fill(
      this.#ring,
      h(
        "span",
        { class: "follow-label" },
        t("You follow {name}", { name: peer.name }),
        h(
          "button",
          { type: "button", "aria-label": t("Stop following"), onclick: () => this.choose(peer.username) },
          icon("close", "small"),
        ),
      ),
    );
  }

  #scroll(): void {
    for (const [client, state] of this.context.awareness.getStates()) {
      if (peerOf(state)?.username !== this.#username) continue;
      const caret = document.querySelector(`.caret[data-client="${client}"]`);
      if (!caret) continue;
      const view = this.#scroller.getBoundingClientRect();
      const at = caret.getBoundingClientRect();
      const by = scrollBy(at.top - view.top, at.bottom - view.top, view.height);
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (by !== 0) this.#scroller.scrollBy({ top: by, behavior: still ? "instant" : "smooth" });
      return;
    }
  }
}
