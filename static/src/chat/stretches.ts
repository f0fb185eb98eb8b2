/** Pieces of the stream of which nothing is missing: half-open, ascending, never touching each other. Pure. */

export interface Stretch {
  /** the first sequence that is covered */
  from: number;
  /** the first that is not; END: up to now, and live */
  to: number;
}

export const END = Number.POSITIVE_INFINITY;

/** `known` with `fresh` added; those that touch become one. */
export function united(known: readonly Stretch[], fresh: Stretch): Stretch[] {
  if (fresh.from >= fresh.to) return [...known];
  const apart = known.filter((one) => one.to < fresh.from || one.from > fresh.to);
  const touching = known.filter((one) => one.to >= fresh.from && one.from <= fresh.to);
  const whole = {
    from: Math.min(fresh.from, ...touching.map((one) => one.from)),
    to: Math.max(fresh.to, ...touching.map((one) => one.to)),
  };
  return [...apart, whole].sort((a, b) => a.from - b.from);
}

/** What of `known` lies within `piece`. */
export function within(known: readonly Stretch[], piece: Stretch): Stretch[] {
  return known
    .map((one) => ({ from: Math.max(one.from, piece.from), to: Math.min(one.to, piece.to) }))
    .filter((one) => one.from < one.to);
}

/** The piece that covers `seq`. */
export function covering(known: readonly Stretch[], seq: number): Stretch | null {
  return known.find((one) => one.from <= seq && seq < one.to) ?? null;
}

export interface PageEnds {
  messages: readonly { created_seq: number }[];
  /** there are older ones */
  more: boolean;
  /** there are newer ones */
  newer?: boolean;
}

/** What a page covers. `before` and `after` are what was asked with: nothing lies between them and the page. */
export function coverOf(page: PageEnds, asked: { before?: number; after?: number } = {}): Stretch {
  const first = page.messages[0]?.created_seq;
  const last = page.messages.at(-1)?.created_seq;
  const from = page.more ? (first ?? asked.before ?? END) : 0;
  const to = page.newer ? (last ?? asked.after ?? -1) + 1 : END;
  return {
    from: asked.after === undefined ? from : asked.after + 1,
    to: asked.before ?? to,
  };
}
