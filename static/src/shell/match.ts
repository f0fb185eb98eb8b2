/** Finding by a few letters. Pure. */

/** How well `text` fits `query`, higher is better; null when it does not. Letters in order suffice. */
export function score(text: string, query: string): number | null {
  const where = text.toLowerCase();
  const what = query.toLowerCase().trim();
  if (what === "") return 0;
  const at = where.indexOf(what);
  if (at === 0) return 100;
  if (at > 0) return /[\s\-_#/]/.test(where[at - 1] ?? "") ? 80 : 60;
  let from = 0;
  for (const letter of what) {
    const next = where.indexOf(letter, from);
    if (next < 0) return null;
    from = next + 1;
  }
  return 20;
}

/** The items that fit, the best first; equal ones stay in their order. `more` is a longer text, found by whole words. */
export function best<T>(
  items: readonly T[],
  query: string,
  text: (item: T) => string,
  more: (item: T) => string = () => "",
): T[] {
  const inside = (item: T) => (more(item).toLowerCase().includes(query.toLowerCase().trim()) ? 10 : null);
  return items
    .map((item) => ({ item, fit: score(text(item), query) ?? inside(item) }))
    .filter((one): one is { item: T; fit: number } => one.fit !== null)
    .sort((a, b) => b.fit - a.fit)
    .map(({ item }) => item);
}
