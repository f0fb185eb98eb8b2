/** The comments of the page: what is marked in the text, which thread is open, what is about to be written. */
import type { DocumentContext } from "../document/context.ts";
import { atLeast } from "../document/right.ts";
import { type Anchor, anchorOf, fromAddress, type Range, rangeOf } from "./anchors.ts";
import { Around } from "./desk_of.ts";
import { activateComment, commentAt, highlights, markComments, rangesOf } from "./highlights.ts";
import type { Comment } from "./order.ts";
import { passageAround, passageIn } from "./passage.ts";
import { CommentsStore } from "./store.ts";

export const PANEL = "comments";

/** A comment that was begun: on a passage, or (no anchor) on the whole document. */
export interface Begun {
  passage: string;
  anchor: Anchor | null;
}

export class Controller {
  readonly store: CommentsStore;
  readonly around: Around;
  /** the comment whose thread the panel shows */
  open: number | null = null;
  begun: Begun | null = null;
  #watchers = new Set<() => void>();

  constructor(readonly context: DocumentContext) {
    this.around = new Around(context);
    const on = { open: (id: number) => this.show(id, { look: false }), moved: () => this.#changed() };
    context.editor.registerPlugin(highlights(on));
    this.store = new CommentsStore(context);
    this.store.watch(() => this.#mark());
    context.onRight(() => this.#changed());
    context.shell.realtime.watch(() => this.#changed());
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  get mayComment(): boolean {
    return atLeast(this.context.right(), "comment");
  }

  get ranges(): ReadonlyMap<number, Range> {
    return rangesOf(this.context.editor.state);
  }

  /** Show a thread; `look`: bring its passage into view too. */
  show(id: number | null, { look = true } = {}): void {
    this.open = id;
    this.context.panels.open(PANEL);
    this.#mark();
    if (id !== null && look) this.lookAt(id);
  }

  /** The thread is left for the list. */
  back(): void {
    this.open = null;
    this.#mark();
  }

  /** The panel was closed: nothing is emphasised any more. */
  left(): void {
    activateComment(this.context.editor.view, null);
  }

  /** Comment on what is selected; on the paragraph of the cursor when nothing is. A cursor in a comment opens that. */
  begin(): void {
    if (!this.mayComment) return;
    const { state } = this.context.editor;
    const { selection } = state;
    const there = selection.empty ? commentAt(state, selection.from) : null;
    if (there !== null) this.show(there, { look: false });
    else this.beginOn(selection.empty ? passageAround(state) : selection);
  }

  beginOn(range: Range | null): void {
    const { state } = this.context.editor;
    const anchor = range && anchorOf(state, range);
    this.begun = { passage: range && anchor ? passageIn(state, range) : "", anchor };
    this.open = null;
    this.context.panels.open(PANEL);
    this.#mark();
  }

  /** Nothing is about to be written any more. */
  done(): void {
    this.begun = null;
    this.#changed();
  }

  lookAt(id: number): void {
    const range = this.ranges.get(id);
    if (range) this.#bring(range, false);
  }

  /** What an address asked for: `?comment=` a thread, `?at=` a passage. Asked again until the text is there. */
  follow(search: URLSearchParams): void {
    const id = Number(search.get("comment"));
    const at = fromAddress(search.get("at") ?? "");
    if (id) {
      this.show(id);
      this.#whenReady(() => this.store.loaded && (!this.store.get(id) || this.#looked(id)));
    }
    if (at)
      this.#whenReady(() => {
        const range = rangeOf(this.context.editor.state, at);
        if (range) this.#bring(range, true);
        return range !== null;
      });
  }

  #looked(id: number): boolean {
    const comment = this.store.get(id) as Comment;
    if (comment.mark.start !== "" && !this.ranges.has(id) && !this.context.saving.state.whole) return false;
    this.lookAt(id);
    return true;
  }

  /** Try with every change of the text until it works, or for as long as one would wait. */
  #whenReady(attempt: () => boolean): void {
    const until = Date.now() + 20_000;
    const again = () => {
      if (!attempt() && Date.now() < until) setTimeout(again, 150);
    };
    again();
  }

  #bring({ from, to }: Range, select: boolean): void {
    const { view, commands } = this.context.editor;
    if (select) commands.setTextSelection({ from, to });
    const { node } = view.domAtPos(from);
    const element = node instanceof Element ? node : node.parentElement;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  #mark(): void {
    const { view } = this.context.editor;
    const marked = this.store.all.flatMap(({ mark: { id, start, end, passage, resolved_at } }) =>
      start === "" ? [] : [{ id, anchor: { start, end }, passage, quiet: resolved_at !== null }],
    );
    markComments(view, marked);
    activateComment(view, this.open);
    this.context.panels.count(PANEL, this.store.open.length);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
