/** All emoji with their names, in the page's language, loaded when they are first wanted. */
import type { Emoji } from "./emoji_search.ts";

type Row = [string, string, string, number, string, string];

/** emojibase-data's groups that are shown, in its order; 2 (loose parts such as skin tones) is left out. */
export const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;

let loading: Promise<Emoji[]> | undefined;

/** The same list for every caller; a failed download may be tried again. */
export function loadEmoji(): Promise<Emoji[]> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Emoji[]> {
  const german = document.documentElement.lang.startsWith("de");
  const { default: rows } = await (german ? import("virtual:emoji/de") : import("virtual:emoji/en"));
  return (rows as Row[]).map(([char, label, tags, group, codes, skins]) => ({
    char,
    label,
    tags,
    group,
    codes: codes ? codes.split(" ") : [],
    skins: skins ? skins.split(" ") : [],
  }));
}
