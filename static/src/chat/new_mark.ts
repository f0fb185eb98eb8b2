/** Where the "new" line stands. It is set when one comes, or when one is away, and goes when one answers. Pure. */
export class NewMark {
  /** others' messages after this sequence are new; null: no line */
  after: number | null;

  constructor(unread: number, readSeq: number) {
    this.after = unread > 0 ? readSeq : null;
  }

  /** Something came while nobody looked: the line begins there, unless it stands already above unread ones. */
  cameUnseen(readSeq: number): void {
    if (this.after === null || this.after < readSeq) this.after = readSeq;
  }

  /** The person wrote: they have seen what is there. */
  answered(): void {
    this.after = null;
  }
}
