/** Keeps the log still: at the bottom while one is there, else at the line that one reads. */

/** Nearer than this many pixels counts as the bottom. */
const NEAR = 40;

export class Anchor {
  /** true while the bottom is in view and should stay so */
  atBottom = true;

  constructor(
    private readonly box: HTMLElement,
    private readonly lines: HTMLElement,
  ) {}

  /** After the person scrolled. */
  scrolled(): void {
    this.atBottom = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }

  toBottom(): void {
    this.box.scrollTop = this.box.scrollHeight;
    this.atBottom = true;
  }

  /** Change the lines through `work`; afterwards what was in view is where it was. */
  keep(work: () => void): void {
    if (this.atBottom) {
      work();
      this.toBottom();
      return;
    }
    const line = this.#firstInView();
    const before = line?.getBoundingClientRect().top ?? 0;
    work();
    if (line?.isConnected) this.box.scrollTop += line.getBoundingClientRect().top - before;
  }

  /** The window, the composer or an image changed its size. */
  resized(): void {
    if (this.atBottom) this.toBottom();
  }

  #firstInView(): Element | undefined {
    const top = this.box.getBoundingClientRect().top;
    const lines = this.lines.children;
    let low = 0;
    let high = lines.length; // lines ascend, so the first whose end is in view is found by halving
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] as Element).getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    // Separators move when older lines come before them; a message stays with its neighbours.
    while (low < lines.length - 1 && !lines[low]?.classList.contains("message")) low += 1;
    return lines[low];
  }
}
