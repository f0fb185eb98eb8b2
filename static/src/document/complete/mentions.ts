/** Whom and what one can mention: the composer's own proposals, taken into the text as nodes. */
import { emojiProvider, peopleProvider, placesProvider } from "../../composer/providers.ts";
import { t } from "../../i18n.ts";
import type { Provider, Suggestion } from "../../ui/autocomplete.ts";
import { tokenAt } from "../../ui/autocomplete_token.ts";
import { type Mentioned, newMention } from "../nodes/mention.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Choice, Completer } from "./machine.ts";

/** Kind and id behind a proposal of the composer's: `@ann`, `[Title](/documents/5/)`; null for anything else. Pure. */
export function meant(insert: string): { kind: Mentioned; id: string } | null {
  if (/^@(?!room$|here$)\S+$/.test(insert)) return { kind: "user", id: insert.slice(1) };
  const found = /\]\(\/(rooms|documents)\/(\d+)\/\)$/.exec(insert);
  if (!found) return null;
  return { kind: found[1] === "rooms" ? "room" : "document", id: found[2] ?? "" };
}

function mentionChoice(one: Suggestion): Choice[] {
  const what = meant(one.insert);
  if (!what) return [];
  return [
    {
      label: one.label,
      hint: one.hint,
      face: one.face,
      take: (editor, range) =>
        editor
          .chain()
          .focus()
          .insertContentAt(range, [newMention(what.kind, what.id, one.label), { type: "text", text: " " }])
          .run(),
    },
  ];
}

function mentions(provider: Provider, only?: Mentioned): Completer {
  return {
    name: provider.name,
    token: (before) => provider.token(before, before.length),
    find: async (query) =>
      (await provider.find(query))
        .filter((one) => only === undefined || meant(one.insert)?.kind === only)
        .flatMap(mentionChoice),
  };
}

export function mentionCompleters(place: Surroundings): Completer[] {
  const emoji = emojiProvider();
  const places = placesProvider(place);
  return [
    mentions(peopleProvider(place)),
    mentions(places),
    {
      ...mentions(places, "document"),
      name: t("Documents"),
      token: (before) => tokenAt(before, before.length, "[[", { chars: /[^[\]\n]/ }),
    },
    {
      name: emoji.name,
      token: (before) => emoji.token(before, before.length),
      find: async (query) =>
        (await emoji.find(query)).map((one) => ({
          label: one.label,
          hint: one.hint,
          face: one.face,
          take: (editor, range) => editor.chain().focus().insertContentAt(range, `${one.insert} `).run(),
        })),
    },
  ];
}
