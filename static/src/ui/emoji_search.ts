/** Finding an emoji by a few letters of its shortcode, its name or its search words. Pure. */

export interface Emoji {
  char: string;
  label: string;
  /** search words, with blanks between them */
  tags: string;
  /** emojibase's number of the group */
  group: number;
  /** shortcodes without colons, the usual one first */
  codes: string[];
  /** light to dark; empty for most */
  skins: string[];
}

/** Skin tone: 0 none (yellow), 1 light … 5 dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

/** The emoji in a skin tone, where it has any. */
export function toned(emoji: Emoji, tone: Tone): string {
  return tone === 0 ? emoji.char : (emoji.skins[tone - 1] ?? emoji.char);
}

function rated(emoji: Emoji, query: string): number {
  if (emoji.codes.includes(query)) return 100;
  if (emoji.codes.some((code) => code.startsWith(query))) return 80;
  const label = emoji.label.toLowerCase();
  if (label.startsWith(query)) return 70;
  if (
    `${label} ${emoji.tags}`
      .toLowerCase()
      .split(/[\s_-]+/)
      .some((word) => word.startsWith(query))
  )
    return 60;
  if (emoji.codes.some((code) => code.includes(query)) || label.includes(query)) return 30;
  return 0;
}

/** Best first, equal ones in their own order; every word of the query must fit. */
export function findEmoji(all: readonly Emoji[], query: string, most = Number.POSITIVE_INFINITY): Emoji[] {
  const words = query.toLowerCase().replaceAll(":", " ").trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.slice(0, most);
  return all
    .map((emoji) => ({ emoji, fits: words.map((word) => rated(emoji, word)) }))
    .filter(({ fits }) => fits.every((one) => one > 0))
    .map(({ emoji, fits }) => ({ emoji, fit: fits.reduce((sum, one) => sum + one, 0) }))
    .sort((a, b) => b.fit - a.fit)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}

/** `used` first in a list of at most `most`, without doubles. */
export function recently(list: readonly string[], used: string, most: number): string[] {
  return [used, ...list.filter((one) => one !== used)].slice(0, most);
}
