/** Where small panels stand that float over the text: beside a place, never outside the window. */

export interface Box {
  left: number;
  top: number;
  bottom: number;
  right?: number;
}

interface Room {
  width: number;
  height: number;
}

const GAP = 6;
const MARGIN = 8;

/** Left and top (window coordinates) of a panel of `size` at `at`: below it when it fits or `above` is not wanted. Pure. */
export function spot(at: Box, size: Room, within: Room, above = false): { left: number; top: number } {
  const over = at.top - GAP - size.height;
  const under = at.bottom + GAP;
  const fitsOver = over >= MARGIN;
  const fitsUnder = under + size.height <= within.height - MARGIN;
  const wanted = above ? fitsOver || !fitsUnder : !fitsUnder && fitsOver;
  const left = Math.max(MARGIN, Math.min(at.left, within.width - size.width - MARGIN));
  const top = Math.max(MARGIN, Math.min(wanted ? over : under, within.height - size.height - MARGIN));
  return { left, top };
}

/** Puts a shown element with `position: fixed` at a place. */
export function placeAt(element: HTMLElement, at: Box, above = false): void {
  const size = element.getBoundingClientRect();
  const { left, top } = spot(at, size, { width: innerWidth, height: innerHeight }, above);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}
