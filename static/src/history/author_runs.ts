/** Whose each stretch of the editor's text is: the server's spans laid over the Yjs items that are there. */
import * as Y from "yjs";

/** (client, first clock, behind the last clock, place in `authors`, seconds since 1970), by client and clock. */
export type Span = readonly [number, number, number, number, number];

/** Positions of ProseMirror, and who wrote what is between them. `at`: seconds since 1970, null for just now. */
export interface Run {
  from: number;
  to: number;
  author: string;
  at: number | null;
}

export class Spans {
  readonly #by = new Map<number, Span[]>();

  constructor(
    spans: readonly Span[],
    private readonly authors: readonly string[],
    /** Who writes with a client id that the server had not seen when it answered. */
    private readonly live: (client: number) => string | null,
  ) {
    for (const span of spans) {
      const known = this.#by.get(span[0]);
      if (known) known.push(span);
      else this.#by.set(span[0], [span]);
    }
  }

  /** [clock, clock + length) of a client in stretches of one author. */
  *pieces(
    client: number,
    clock: number,
    length: number,
  ): Generator<{ length: number; author: string; at: number | null }> {
    const spans = this.#by.get(client) ?? [];
    const end = clock + length;
    let index = firstEndingAfter(spans, clock);
    let at = clock;
    while (at < end) {
      const span = spans[index];
      if (!span || span[1] >= end) break;
      if (span[1] > at) yield this.#unknown(client, span[1] - at);
      const start = Math.max(at, span[1]);
      const stop = Math.min(end, span[2]);
      yield { length: stop - start, author: this.authors[span[3]] ?? "", at: span[4] };
      at = stop;
      index++;
    }
    if (at < end) yield this.#unknown(client, end - at);
  }

  #unknown(client: number, length: number): { length: number; author: string; at: null } {
    return { length, author: this.live(client) ?? "", at: null };
  }
}

function firstEndingAfter(spans: readonly Span[], clock: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span)[2] <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `leaf`: whether a node of this name has no inside (it is one position long). */
export function authorRuns(fragment: Y.XmlFragment, spans: Spans, leaf: (name: string) => boolean): Run[] {
  const runs: Run[] = [];
  let position = 0;
  const walk = (parent: Y.XmlFragment): void => {
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) text(child);
      else if (child instanceof Y.XmlElement) {
        if (leaf(child.nodeName)) {
          position++;
          continue;
        }
        position++;
        walk(child);
        position++;
      }
    }
  };
  const text = (type: Y.XmlText): void => {
    for (let item = type._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      for (const { length, author, at } of spans.pieces(item.id.client, item.id.clock, item.length)) {
        append(runs, { from: position, to: position + length, author, at });
        position += length;
      }
    }
  };
  walk(fragment);
  return runs;
}

function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && last.to === run.from && last.author === run.author && sameMinute(last.at, run.at))
    last.to = run.to;
  else runs.push(run);
}

const sameMinute = (one: number | null, other: number | null): boolean =>
  one === other || (one !== null && other !== null && Math.abs(one - other) < 60);
