/** What one went to by the palette last, kept in this browser. */
const KEY = "collab:palette";
const MOST = 8;

/** `used` first, none twice, at most `most`. Pure. */
export function withUsed(keys: readonly string[], used: string, most = MOST): string[] {
  return [used, ...keys.filter((key) => key !== used)].slice(0, most);
}

/** Those of `items` whose keys are recent come first, in that order; the rest stays as it is. Pure. */
export function recentFirst<T extends { key: string }>(items: readonly T[], recent: readonly string[]): T[] {
  const known = new Map(items.map((item) => [item.key, item]));
  const first = recent.flatMap((key) => known.get(key) ?? []);
  return [...first, ...items.filter(({ key }) => !recent.includes(key))];
}

export function recentKeys(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}

export function usedKey(key: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withUsed(recentKeys(), key)));
  } catch {
    // then it is not remembered
  }
}
