/** The handle that makes a picture smaller or larger: dragged, or with the arrow keys. */
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";

/** CSS pixels. */
export const NARROWEST = 40;
const STEP = 20;

export interface Resizing {
  /** null: as wide as the picture is */
  width(): number | null;
  /** the widest that fits */
  most(): number;
  change(width: number): void;
}

export function clamped(width: number, most: number): number {
  return Math.round(Math.min(Math.max(width, NARROWEST), Math.max(most, NARROWEST)));
}

/** A slider beside the image. The document is told once, when the drag ends or a key is let go. */
export function resizeHandle(image: HTMLImageElement, on: Resizing): HTMLElement {
  const handle = h("span", {
    class: "resize-handle",
    role: "slider",
    tabindex: 0,
    "aria-label": t("Width of the picture"),
    "aria-orientation": "horizontal",
    "aria-valuemin": NARROWEST,
  });
  const told = () => {
    handle.setAttribute("aria-valuemax", String(Math.max(on.most(), NARROWEST)));
    handle.setAttribute("aria-valuenow", String(Math.round(image.getBoundingClientRect().width)));
  };
  const show = (width: number) => {
    image.style.width = `${width}px`;
    told();
  };
  handle.addEventListener("focus", told);
  image.addEventListener("load", told);
  handle.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    handle.setPointerCapture(down.pointerId);
    const from = image.getBoundingClientRect();
    // Both sides move when the picture stands in the middle.
    const factor = image.closest<HTMLElement>("[data-align]")?.dataset.align === "center" ? 2 : 1;
    let width = from.width;
    const move = (event: PointerEvent) => {
      width = clamped(from.width + (event.clientX - down.clientX) * factor, on.most());
      show(width);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      if (Math.round(from.width) !== width) on.change(Math.round(width));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  });
  let keyed: number | null = null;
  handle.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP }[event.key];
    const end = { Home: NARROWEST, End: on.most() }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    keyed = clamped(end ?? (keyed ?? image.getBoundingClientRect().width) + (step ?? 0), on.most());
    show(keyed);
  });
  const settle = () => {
    if (keyed !== null && keyed !== on.width()) on.change(keyed);
    keyed = null;
  };
  handle.addEventListener("keyup", settle);
  handle.addEventListener("blur", settle);
  return handle;
}
