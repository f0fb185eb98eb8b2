/** How far something is known in the two streams of a person: their inbox and the announcements. Pure. */

export interface StreamPosition {
  readonly stream: string;
  readonly epoch: string;
  readonly head: number;
}

export type Place = "inbox" | "all";
export type Heads = Readonly<Record<Place, number>>;
export type Epochs = Readonly<Record<Place, string>>;

export const NOWHERE: Heads = { inbox: 0, all: 0 };

export function placeOf(stream: string): Place {
  return stream.startsWith("inbox:") ? "inbox" : "all";
}

export function headsOf(streams: readonly StreamPosition[]): Heads {
  return { ...NOWHERE, ...Object.fromEntries(streams.map(({ stream, head }) => [placeOf(stream), head])) };
}

export function epochsOf(streams: readonly StreamPosition[]): Epochs {
  const found = Object.fromEntries(streams.map(({ stream, epoch }) => [placeOf(stream), epoch]));
  return { inbox: "", all: "", ...found };
}

/** Everything that `b` knows, `a` knows too. */
export function reaches(a: Heads, b: Heads): boolean {
  return a.inbox >= b.inbox && a.all >= b.all;
}

export function same(a: Heads | Epochs, b: Heads | Epochs): boolean {
  return a.inbox === b.inbox && a.all === b.all;
}

export function moved(heads: Heads, place: Place, seq: number): Heads {
  return heads[place] >= seq ? heads : { ...heads, [place]: seq };
}
