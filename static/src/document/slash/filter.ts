/** Which slash commands fit what was typed. Pure. */

export interface Findable {
  name: string;
  group: string;
  /** further words by which it is found: `todo` for a checklist */
  words: readonly string[];
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** 0 is best; null does not fit. */
function rank(item: Findable, query: string): number | null {
  const name = plain(item.name);
  if (name.startsWith(query)) return 0;
  if (name.split(/[\s-]+/).some((word) => word.startsWith(query))) return 1;
  const words = item.words.map(plain);
  if (words.some((word) => word.startsWith(query))) return 2;
  return query.length > 2 && (name.includes(query) || words.some((word) => word.includes(query))) ? 3 : null;
}

/**
 * Everything in its own order while nothing is typed. Else the best first, but the groups stay together: a group
 * stands where its best item would.
 */
export function fitting<T extends Findable>(items: readonly T[], typed: string): T[] {
  const query = plain(typed);
  if (query === "") return [...items];
  const found = items
    .map((item, index) => ({ item, index, rank: rank(item, query) }))
    .filter((each): each is typeof each & { rank: number } => each.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  const groups = [...new Set(found.map(({ item }) => item.group))];
  return groups.flatMap((group) => found.filter(({ item }) => item.group === group).map(({ item }) => item));
}
