/** Which rows of a long list are drawn, and how much space stands for the others. Pure; lengths in CSS pixels. */

/** Never more rows than this in the page at once. */
export const MOST_ROWS = 240;

/** Row heights by key: measured ones, and a guess for the rest that follows the mean of what was measured. */
export class Heights {
  #known = new Map<string, number>();
  #sum = 0;

  /** `guess`: until something is measured. */
  constructor(private readonly guess = 56) {}

  measured(key: string, height: number): void {
    this.#sum += height - (this.#known.get(key) ?? 0);
    this.#known.set(key, height);
  }

  /** The width changed: nothing measured holds any more. The mean stays as a guess. */
  forget(): void {
    const mean = this.mean;
    this.#known.clear();
    this.#known.set("", mean);
    this.#sum = mean;
  }

  /** Drop what is not among `keys`, when there is too much. */
  prune(keys: readonly string[], most = 6_000): void {
    if (this.#known.size <= most) return;
    const known = this.#known;
    this.#known = new Map();
    this.#sum = 0;
    for (const key of keys) {
      const height = known.get(key);
      if (height !== undefined) this.measured(key, height);
    }
  }

  get mean(): number {
    return this.#known.size ? this.#sum / this.#known.size : this.guess;
  }

  /** Where each row begins, and at the end where the last one ends: one more number than keys. */
  offsets(keys: readonly string[]): number[] {
    const mean = this.mean;
    const starts = [0];
    let at = 0;
    for (const key of keys) {
      at += this.#known.get(key) ?? mean;
      starts.push(at);
    }
    return starts;
  }
}

export interface Slice {
  first: number;
  /** one past the last */
  last: number;
}

/** The rows that touch [top, bottom), at most MOST_ROWS of them, and at least one when there are any. */
export function sliceOf(offsets: readonly number[], top: number, bottom: number): Slice {
  const count = offsets.length - 1;
  if (count <= 0) return { first: 0, last: 0 };
  const first = Math.min(count - 1, Math.max(0, firstAfter(offsets, top) - 1));
  const last = Math.min(count, Math.max(first + 1, firstAfter(offsets, bottom)));
  return last - first > MOST_ROWS ? middle(first, last) : { first, last };
}

function middle(first: number, last: number): Slice {
  const from = Math.floor((first + last - MOST_ROWS) / 2);
  return { first: from, last: from + MOST_ROWS };
}

/** The index of the first offset beyond `at`. */
function firstAfter(offsets: readonly number[], at: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((offsets[half] as number) > at) high = half;
    else low = half + 1;
  }
  return low;
}

/** Whether what is drawn still reaches over [top, bottom), as far as there are rows at all. */
export function suffices(drawn: Slice, offsets: readonly number[], top: number, bottom: number): boolean {
  const count = offsets.length - 1;
  const from = offsets[drawn.first] ?? 0;
  const to = offsets[drawn.last] ?? 0;
  return (drawn.first === 0 || from <= top) && (drawn.last === count || to >= bottom);
}
