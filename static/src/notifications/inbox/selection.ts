/** Which groups of a list are chosen for a bulk act. Pure. */

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** Where a range begins: what was chosen or let go last. */
  readonly anchor: string | null;
}

export const NONE_CHOSEN: Selection = { chosen: new Set(), anchor: null };

export function toggled({ chosen }: Selection, group: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(group)) next.add(group);
  return { chosen: next, anchor: group };
}

/** Everything between the anchor and `group` is chosen, too. */
export function ranged(selection: Selection, group: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(group);
  if (from < 0 || to < 0) return toggled({ ...selection, chosen: without(selection.chosen, group) }, group);
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set([...selection.chosen, ...between]), anchor: group };
}

function without(chosen: ReadonlySet<string>, group: string): Set<string> {
  return new Set([...chosen].filter((one) => one !== group));
}

export function all(order: readonly string[]): Selection {
  return { chosen: new Set(order), anchor: null };
}

/** What has left the list is not chosen any more; the same object when nothing has. */
export function still(selection: Selection, order: readonly string[]): Selection {
  const there = new Set(order);
  if ([...selection.chosen].every((group) => there.has(group))) return selection;
  return { ...selection, chosen: new Set([...selection.chosen].filter((group) => there.has(group))) };
}
