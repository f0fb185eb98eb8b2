/** The rows of a timeline, made anew only when something in it changed. */
import type { Pending } from "../realtime/outbox.ts";
import type { NewMark } from "./new_mark.ts";
import { type Row, rowsOf } from "./rows.ts";
import { covering } from "./stretches.ts";
import type { Timeline } from "./timeline.ts";

export class TimelineRows {
  #shows = "";
  #pending: readonly Pending[] = [];
  #rows: Row[] = [];

  constructor(
    private readonly timeline: Timeline,
    private readonly mark: NewMark,
    private readonly me: string,
    private readonly pending: () => readonly Pending[],
  ) {}

  get(): readonly Row[] {
    const { timeline } = this;
    const { piece } = timeline;
    const pending = timeline.live ? this.pending() : [];
    const after = this.#shownMark();
    const shows = [timeline.history.version, piece?.from, piece?.to, after].join("|");
    if (shows === this.#shows && same(pending, this.#pending)) return this.#rows;
    this.#shows = shows;
    this.#pending = pending;
    const { messages } = timeline;
    const own = new Set(messages.filter((one) => one.author === this.me).map((one) => one.client_id));
    const waiting = pending.filter((item) => !own.has(item.client_id));
    this.#rows = rowsOf(messages, waiting, this.me, after);
    return this.#rows;
  }

  /** The line is drawn only where it belongs: between what was read and what was not, when both are loaded. */
  #shownMark(): number | null {
    const { after } = this.mark;
    const { piece } = this.timeline;
    if (after === null || !piece) return null;
    return piece.from === 0 || covering([piece], after) ? after : null;
  }
}

function same(a: readonly Pending[], b: readonly Pending[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
