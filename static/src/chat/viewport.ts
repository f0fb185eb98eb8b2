/**
 * Draws the part of a long list that is in view, and keeps still what one reads: whatever changes above, below or
 * inside, the line at the top of the view stays where it is; at the bottom the bottom stays.
 */
import { arrange, h } from "../ui/dom.ts";
import { Heights, type Slice, sliceOf, suffices } from "./window.ts";

/** Nearer than this many pixels counts as the bottom. */
const NEAR = 40;
/** Rows are drawn so many pixels beyond the view on both sides. */
const BEYOND = 700;

interface Anchor {
  key: string;
  /** pixels from the top of the view to the top of the row */
  offset: number;
}

export interface ViewRow {
  readonly key: string;
  /** separators move when rows come before them; messages stay with their neighbours */
  readonly kind: string;
}

export class Viewport<R extends ViewRow> {
  /** true while the bottom is in view and should stay so */
  atBottom = true;
  readonly lines = h("div", { class: "lines" });
  #before = h("div", { class: "unseen", "aria-hidden": "true" });
  #after = h("div", { class: "unseen", "aria-hidden": "true" });
  #heights = new Heights();
  #rows: readonly R[] = [];
  #keys: string[] = [];
  #offsets: number[] = [0];
  #drawn: Slice = { first: 0, last: 0 };
  #elements: HTMLElement[] = [];
  #anchors: Anchor[] = [];
  #width = 0;
  /** where the box was scrolled to when one last looked */
  #stood = 0;

  /** `box` scrolls; `make` gives the element of a row, the same one as long as it shows the same. */
  constructor(
    private readonly box: HTMLElement,
    private readonly make: (rows: readonly R[], from: number, to: number) => HTMLElement[],
  ) {}

  /** Show these rows. `follow`: the last one is the newest, so that the bottom is worth staying at. */
  show(rows: readonly R[], follow: boolean): void {
    if (!follow) this.atBottom = false;
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.#keys = rows.map((row) => row.key);
      this.#heights.prune(this.#keys);
    }
    this.draw();
  }

  /** Draw what should be in view, and put it where it was. */
  draw(): void {
    for (let round = 0; round < 3; round += 1) {
      this.#offsets = this.#heights.offsets(this.#keys);
      const top = this.#top();
      this.#place(sliceOf(this.#offsets, top - BEYOND, top + this.box.clientHeight + BEYOND));
      this.#measure();
      this.#offsets = this.#heights.offsets(this.#keys);
      const now = this.#top();
      if (suffices(this.#drawn, this.#offsets, now, now + this.box.clientHeight)) break;
    }
    this.#restore();
  }

  /** After the person scrolled (or we did). */
  scrolled(follow: boolean): void {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    const near = scrollHeight - scrollTop - clientHeight < NEAR;
    // Who was at the bottom and did not go up is there still: what lies there has only grown in the meantime.
    const grew = this.atBottom && scrollTop >= this.#stood - 1;
    this.atBottom = follow && (near || grew);
    this.#stood = scrollTop;
    if (grew && !near) this.#stay();
    this.#remember();
    const top = scrollTop - this.#linesTop();
    const margin = BEYOND / 2;
    if (!suffices(this.#drawn, this.#offsets, top - margin, top + clientHeight + margin)) this.draw();
  }

  toBottom(): void {
    this.atBottom = true;
    this.draw();
  }

  /** Bring a row into view, `offset` pixels below the top. False when there is no such row. */
  goTo(key: string, offset: number): boolean {
    if (!this.#keys.includes(key)) return false;
    this.atBottom = false;
    this.#anchors = [{ key, offset }];
    this.draw();
    this.#remember();
    return true;
  }

  /** Something in the list or the list itself changed its size. */
  resized(): void {
    const width = this.box.clientWidth;
    if (width !== this.#width && this.#width) {
      this.#heights.forget();
      this.#width = width;
      this.draw();
      return;
    }
    this.#width = width;
    this.#measure(); // the space for what is not drawn follows with the next draw: here it would set off another resize
    this.#stay();
  }

  /** Change rows through `work`; afterwards what was in view is where it was. */
  keep(work: () => void): void {
    work();
    this.resized();
  }

  /** Where a row's top is, in pixels below the top of the view, drawn or not; null when it is not in the list. */
  offsetOf(key: string): number | null {
    const at = this.#keys.indexOf(key);
    if (at < 0) return null;
    return (this.#offsets[at] as number) + this.#linesTop() - this.box.scrollTop;
  }

  /** Pixels to scroll until the first and the last row. */
  get reach(): { above: number; below: number } {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return { above: scrollTop - this.#linesTop(), below: scrollHeight - scrollTop - clientHeight };
  }

  /** The rows that one can see now. */
  inView(): { row: R; element: HTMLElement }[] {
    const { top, bottom } = this.box.getBoundingClientRect();
    const seen: { row: R; element: HTMLElement }[] = [];
    for (let at = this.#firstInView(top); at < this.#elements.length; at += 1) {
      const element = this.#elements[at] as HTMLElement;
      const box = element.getBoundingClientRect();
      if (box.top + Math.min(box.height, NEAR) > bottom + 1) break;
      seen.push({ row: this.#rows[this.#drawn.first + at] as R, element });
    }
    return seen;
  }

  #linesTop(): number {
    return this.lines.offsetTop;
  }

  /** The top of the view, in pixels from the first row's top, as it should be. */
  #top(): number {
    const total = this.#offsets.at(-1) ?? 0;
    if (this.atBottom) return total - this.box.clientHeight;
    for (const { key, offset } of this.#anchors) {
      const at = this.#keys.indexOf(key);
      if (at >= 0) return (this.#offsets[at] as number) - offset;
    }
    return this.box.scrollTop - this.#linesTop();
  }

  #place(slice: Slice): void {
    const { first, last } = slice;
    const elements = this.make(this.#rows, first, last);
    this.#drawn = slice;
    this.#elements = elements;
    this.#space();
    arrange(this.lines, [this.#before, ...elements, this.#after]);
  }

  #space(): void {
    const { first, last } = this.#drawn;
    const end = this.#offsets.at(-1) ?? 0;
    this.#before.style.height = `${this.#offsets[first] ?? 0}px`;
    this.#after.style.height = `${end - (this.#offsets[last] ?? end)}px`;
  }

  #measure(): void {
    this.#elements.forEach((element, at) => {
      const key = this.#keys[this.#drawn.first + at];
      const { height } = element.getBoundingClientRect();
      if (key !== undefined && height > 0) this.#heights.measured(key, height);
    });
  }

  #restore(): void {
    this.#space();
    this.#stay();
  }

  #stay(): void {
    if (this.atBottom) {
      this.box.scrollTop = this.box.scrollHeight;
      this.#stood = this.box.scrollTop;
      return;
    }
    for (const { key, offset } of this.#anchors) {
      const element = this.#elements[this.#keys.indexOf(key) - this.#drawn.first];
      if (!element?.isConnected) continue;
      const moved = element.getBoundingClientRect().top - this.box.getBoundingClientRect().top - offset;
      if (Math.abs(moved) >= 0.5) this.box.scrollTop += moved;
      return;
    }
  }

  /** Note where what is in view stands: messages first, for separators come and go. */
  #remember(): void {
    const { top } = this.box.getBoundingClientRect();
    const seen = this.inView().map(({ row, element }) => ({
      key: row.key,
      offset: element.getBoundingClientRect().top - top,
      stays: row.kind === "message",
    }));
    if (seen.length)
      this.#anchors = [...seen.filter((one) => one.stays), ...seen.filter((one) => !one.stays)];
    else this.#anchors = [];
  }

  #firstInView(top: number): number {
    let low = 0;
    let high = this.#elements.length; // rows ascend, so the first whose end is in view is found by halving
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#elements[middle] as HTMLElement).getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
