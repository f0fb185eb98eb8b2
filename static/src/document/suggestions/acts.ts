/** Accepting and rejecting, from wherever it is asked for. */
import type { Editor } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { ago } from "../../ui/time.ts";
import type { DocumentContext } from "../context.ts";
import { peerOf } from "../peers.ts";
import { oneUndoStep } from "../undo.ts";
import { resolve, type Suggestion } from "./resolve.ts";

type Picked = (suggestion: Pick<Suggestion, "id" | "author">) => boolean;

/** One undo step, whatever was typed right before. */
export function resolveSuggestions(editor: Editor, picked: Picked, accept: boolean): void {
  oneUndoStep(editor, () => editor.view.dispatch(resolve(editor.state.tr, picked, accept)));
}

export const only =
  (wanted: Suggestion): Picked =>
  ({ id, author }) =>
    id === wanted.id && author === wanted.author;

/** What somebody is called: known when they are here or are oneself, else their username. */
export function nameOf(username: string, { shell, awareness }: DocumentContext): string {
  if (username === shell.me.username) return t("You");
  for (const state of awareness.getStates().values()) {
    const peer = peerOf(state);
    if (peer?.username === username) return peer.name;
  }
  return username || t("Somebody");
}

/** As one reads it: added, removed, replaced. */
export function wordsOf({ inserted, deleted }: Suggestion): { kind: string; text: string }[] {
  const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text);
  const parts = [];
  if (deleted) parts.push({ kind: "del", text: short(deleted) });
  if (inserted) parts.push({ kind: "ins", text: short(inserted) });
  return parts;
}

export function whatOf({ inserted, deleted }: Suggestion): string {
  if (inserted && deleted) return t("replaces");
  return inserted ? t("adds") : t("removes");
}

export function whenOf({ at }: Suggestion): string {
  return Number.isNaN(Date.parse(at)) ? "" : ago(at);
}
