/** Other people's cursors: a line with the name for three seconds after a move, a dot else; their selection as a tint. */

import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { t } from "../i18n.ts";
import { peerOf } from "./peers.ts";

/** How long the name stays after a move (ms). */
const NAMED = 3000;

interface Move {
  cursor: string;
  timer: number;
}

/** Remembers when each client moved last, and shows its name until it has been still for a while. */
class Moves {
  private readonly moves = new Map<number, Move>();

  constructor(private readonly awareness: Awareness) {
    awareness.on(
      "change",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
        for (const client of [...added, ...updated]) this.look(client);
        for (const client of removed) this.forget(client);
      },
    );
  }

  moving(client: number): boolean {
    return this.moves.get(client)?.timer !== undefined && this.moves.get(client)?.timer !== 0;
  }

  private look(client: number): void {
    const cursor = JSON.stringify(this.awareness.getStates().get(client)?.cursor ?? null);
    const last = this.moves.get(client);
    if (client === this.awareness.clientID || last?.cursor === cursor) return;
    window.clearTimeout(last?.timer);
    const timer = window.setTimeout(() => {
      this.moves.set(client, { cursor, timer: 0 });
      show(client, false);
    }, NAMED);
    this.moves.set(client, { cursor, timer });
    show(client, true);
  }

  private forget(client: number): void {
    window.clearTimeout(this.moves.get(client)?.timer);
    this.moves.delete(client);
  }
}

function show(client: number, named: boolean): void {
  for (const caret of document.querySelectorAll(`.caret[data-client="${client}"]`)) {
    caret.classList.toggle("named", named);
  }
}

function drawCaret(user: Record<string, unknown>, client: number, named: boolean): HTMLElement {
  const peer = peerOf({ user });
  const caret = document.createElement("span");
  caret.className = named ? "caret named" : "caret";
  caret.dataset.client = String(client);
  caret.dataset.colour = String(peer?.colour ?? 1);
  const label = document.createElement("span");
  label.className = "caret-name";
  label.textContent = peer?.name ?? t("Somebody");
  caret.append(label);
  return caret;
}

export function carets(awareness: Awareness): Extension {
  return Extension.create({
    name: "carets",
    priority: 999, // right after Collaboration, whose positions it needs
    addProseMirrorPlugins() {
      const moves = new Moves(awareness);
      return [
        yCursorPlugin(awareness, {
          cursorBuilder: (user: Record<string, unknown>, client: number) =>
            drawCaret(user, client, moves.moving(client)),
          selectionBuilder: (user: Record<string, unknown>) => ({
            class: "peer-selection",
            "data-colour": String(peerOf({ user })?.colour ?? 1),
          }),
        }),
      ];
    },
  });
}
