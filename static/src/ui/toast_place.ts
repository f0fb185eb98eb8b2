/**
 * Notices never lie over what one types in: they stand above the composers of the page, however high these have grown,
 * and leave the lower edge when the caret of a page-wide editor is there.
 */
import { onceAFrame } from "./dom.ts";

/** Everything that one writes in at the lower edge of the page. */
const WRITTEN_IN = "chat-composer, .comment-form, [data-writes]";
/** Pixels between a notice and what it must not cover. */
const GAP = 12;
/** An editor that is higher than this part of the window is the page itself: the caret alone is kept clear. */
const PAGE = 0.5;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How far from the lower edge of a window of this height a column must stay, to lie over none of `boxes`. Pure. */
export function clearance(
  column: Pick<Box, "left" | "right">,
  boxes: readonly Box[],
  height: number,
): number {
  const under = boxes.filter(
    (box) =>
      box.left < column.right &&
      box.right > column.left &&
      box.bottom > box.top &&
      box.top < height &&
      box.bottom > height * PAGE,
  );
  const tops = under.map((box) => box.top);
  return tops.length ? Math.max(0, height - Math.min(...tops)) + GAP : 0;
}

function written(): Box[] {
  const boxes = [...document.querySelectorAll(WRITTEN_IN)].map((one) => one.getBoundingClientRect());
  const active = document.activeElement;
  const types =
    active instanceof HTMLElement && (active.isContentEditable || /^(TEXTAREA|INPUT)$/.test(active.tagName));
  if (!types || active.closest("dialog, [popover]")) return boxes;
  const box = active.getBoundingClientRect();
  return [...boxes, box.height > innerHeight * PAGE ? caret() : box].filter((one) => one !== null);
}

/** The line that the caret stands in. */
function caret(): Box | null {
  const selection = getSelection();
  if (!selection?.rangeCount) return null;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  if (box.bottom > box.top) return { left: box.left, right: box.right + 1, top: box.top, bottom: box.bottom };
  const line = selection.anchorNode instanceof Element ? selection.anchorNode : null;
  return line?.getBoundingClientRect() ?? null; // an empty line has no text to measure
}

let watching: (() => void) | null = null;

/** Keep `place` clear of what is written in, for as long as it holds notices. */
export function keepClear(place: HTMLElement): void {
  const set = () => {
    if (!place.childElementCount) return watching?.();
    const { left, right, height } = place.getBoundingClientRect();
    const over = clearance({ left, right }, written(), innerHeight);
    // So far up that it would leave the window: then at the top.
    place.classList.toggle("at-top", over + height > innerHeight);
    place.style.setProperty("--clear", `${Math.ceil(over)}px`);
  };
  set();
  if (!watching) watching = watch(place, onceAFrame(set));
}

function watch(place: HTMLElement, look: () => void): () => void {
  const stop = new AbortController();
  const sizes = new ResizeObserver(look);
  for (const one of document.querySelectorAll(WRITTEN_IN)) sizes.observe(one);
  const changes = new MutationObserver(look);
  changes.observe(place, { childList: true });
  changes.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["hidden"] });
  for (const change of ["resize", "focusin", "focusout", "selectionchange"])
    document.addEventListener(change, look, { signal: stop.signal });
  addEventListener("resize", look, { signal: stop.signal });
  return () => {
    stop.abort();
    sizes.disconnect();
    changes.disconnect();
    watching = null;
  };
}
