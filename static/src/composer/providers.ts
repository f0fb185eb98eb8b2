/** What the composer proposes while one writes: people, rooms, documents, emoji, commands. */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { findPeople } from "../rooms/api.ts";
import { roomName, roomTitle } from "../rooms/names.ts";
import { best } from "../shell/match.ts";
import type { Provider, Suggestion } from "../ui/autocomplete.ts";
import { tokenAt } from "../ui/autocomplete_token.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { loadEmoji } from "../ui/emoji_data.ts";
import { skinTone } from "../ui/emoji_kept.ts";
import { findEmoji, toned } from "../ui/emoji_search.ts";
import { icon } from "../ui/icons.ts";
import type { DocumentInfo, Person, RoomSummary } from "../wire.ts";
import type { SlashCommands } from "./slash.ts";

const MOST = 8;
/** Others are only looked for when so many letters are there and the members do not fill the list. */
const OTHERS_FROM = 2;

/** What the providers know of the place one writes in. */
export interface Place {
  readonly room: RoomSummary;
  /** the members, those who are here first */
  members(): Person[];
  /** one's rooms */
  rooms(): RoomSummary[];
}

export function peopleProvider(place: Place): Provider {
  return {
    name: t("People"),
    token: (text, cursor) => tokenAt(text, cursor, "@"),
    find: (query) => people(place, query),
  };
}

async function people(place: Place, query: string): Promise<Suggestion[]> {
  const members = place.members();
  const inside = best(members, query, nameOf, displayName).map((one) => person(one));
  const all = [...inside.slice(0, MOST), ...everyone(place, query)].slice(0, MOST);
  if (all.length >= MOST || query.length < OTHERS_FROM) return all;
  const known = new Set(members.map(({ username }) => username));
  const others = (await findPeople(query).catch(() => [])).filter(({ username }) => !known.has(username));
  return [...all, ...others.map((one) => person(one, t("not in this room")))];
}

const nameOf = (one: Person) => `${one.username} ${displayName(one)}`;

function person(one: Person, note?: string): Suggestion {
  const hint = note ? `@${one.username} · ${note}` : `@${one.username}`;
  return { insert: `@${one.username}`, label: displayName(one), hint, face: avatar(one, "small") };
}

function everyone({ room }: Place, query: string): Suggestion[] {
  if (!room.abilities.mention_everyone) return [];
  const words = [
    { insert: "@room", label: "@room", hint: t("everybody in this room") },
    { insert: "@here", label: "@here", hint: t("everybody who is here now") },
  ];
  return words
    .filter(({ label }) => label.startsWith(`@${query.toLowerCase()}`))
    .map((one) => ({ ...one, face: icon("people", "small") }));
}

/** Rooms of one's own, and the documents of this one. */
export function placesProvider(place: Place): Provider {
  let documents: Promise<DocumentInfo[]> | undefined;
  return {
    name: t("Rooms and documents"),
    token: (text, cursor) => tokenAt(text, cursor, "#"),
    find: async (query) => {
      documents ??= documentsOf(place.room.id);
      const rooms = best(
        place.rooms().filter((room) => room.kind === "room"),
        query,
        roomName,
      );
      const found = best(await documents, query, ({ title }) => title);
      return [...rooms.slice(0, 5).map(roomLink), ...found.map(documentLink)].slice(0, MOST);
    },
  };
}

function documentsOf(room: number): Promise<DocumentInfo[]> {
  const answer = api<{ documents: DocumentInfo[] }>("GET", `/rooms/${room}/documents`);
  return answer.then(({ documents }) => documents).catch(() => []);
}

/** Brackets would end the link's words. */
function words(text: string): string {
  return text.replace(/[[\]\\]/g, " ").trim();
}

function roomLink(room: RoomSummary): Suggestion {
  const face = icon(room.visibility === "private" ? "lock" : "room", "small");
  const insert = `[${words(roomTitle(room))}](/rooms/${room.id}/)`;
  return { insert, label: roomName(room), hint: room.topic, face };
}

function documentLink(one: DocumentInfo): Suggestion {
  const insert = `[${words(one.title)}](/documents/${one.id}/)`;
  return { insert, label: one.title, hint: t("Document"), face: icon("document", "small") };
}

export function emojiProvider(): Provider {
  return {
    name: t("Emoji"),
    token: (text, cursor) => tokenAt(text, cursor, ":", { least: 2, chars: /[\p{L}\p{N}_+-]/u }),
    find: async (query) =>
      findEmoji(await loadEmoji(), query, MOST).map((one) => {
        const char = toned(one, skinTone());
        return { insert: char, label: one.label, hint: `:${one.codes[0] ?? ""}:`, face: char };
      }),
  };
}

export function commandProvider(commands: SlashCommands, place: Place): Provider {
  return {
    name: t("Commands"),
    token: (text, cursor) => tokenAt(text, cursor, "/", { onlyFirst: true, chars: /[a-z]/ }),
    find: async (query) =>
      (await commands.list())
        .filter(({ name, aliases }) => [name, ...aliases].some((one) => one.startsWith(query)))
        .filter(({ ability }) => allowed(place.room, ability))
        .map(({ name, usage, help }) => ({
          insert: `/${name}`,
          label: `/${name} ${usage}`.trim(),
          hint: help,
        })),
  };
}

/** Whether a command's ability ("" for none) is this person's here. */
function allowed({ abilities }: RoomSummary, ability: string): boolean {
  return ability === "" || (abilities as unknown as Record<string, boolean>)[ability] === true;
}
