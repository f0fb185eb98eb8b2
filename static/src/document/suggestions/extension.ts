/** Suggesting mode in the editor: what one does goes through suggest.ts on its way into the document. */
import { Extension } from "@tiptap/core";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { t } from "../../i18n.ts";
import { uuid } from "../../realtime/uuid.ts";
import { toast } from "../../ui/toast.ts";
import type { Modes } from "../modes.ts";
import { AS_IT_IS, type Author, asSuggestion, keepApart, withoutSuggestions } from "./suggest.ts";

/** The same hint is not given again within this time (ms). */
const CALM = 60_000;

function authorOf(username: string): Author {
  return {
    username,
    now: () => new Date().toISOString(),
    newId: () => uuid(),
  };
}

/** From others, or undoing: written already, by whoever did it. */
function fromElsewhere(tr: Transaction): boolean {
  return tr.getMeta(ySyncPluginKey) !== undefined || tr.getMeta(AS_IT_IS) !== undefined;
}

class Hints {
  #last = new Map<string, number>();

  give(words: string): void {
    const now = Date.now();
    if (now - (this.#last.get(words) ?? Number.NEGATIVE_INFINITY) < CALM) return;
    this.#last.set(words, now);
    toast(words);
  }
}

export function suggesting(modes: Modes, username: string): Extension {
  const author = authorOf(username);
  const hints = new Hints();
  return Extension.create({
    name: "suggesting",
    dispatchTransaction({ transaction, next }) {
      if (!transaction.docChanged || fromElsewhere(transaction)) return next(transaction);
      if (modes.mode !== "suggesting") {
        keepApart(transaction);
        return next(transaction);
      }
      const suggested = asSuggestion(transaction, this.editor.state, author);
      if (!suggested) {
        hints.give(
          t("Paragraphs with text cannot be joined as a suggestion. Switch to editing to join them."),
        );
        return;
      }
      if (suggested.direct)
        hints.give(t("Only words are suggested. This change of structure or formatting was made at once."));
      next(suggested.tr);
    },
    addProseMirrorPlugins() {
      return [new Plugin({ props: { transformPasted: (slice) => withoutSuggestions(slice) } })];
    },
  });
}
