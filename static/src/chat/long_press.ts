/** Holding a finger on something: the touch screen's way to what a mouse finds by hovering. */

/** Milliseconds until a touch counts as held; the finger may tremble by SLACK pixels. */
const HELD = 450;
const SLACK = 10;

/** Call `run` when `element` is held; the click that would follow does not come. Returns the way to stop. */
export function onLongPress(element: HTMLElement, run: (target: Element) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const listening = new AbortController();
  const stop = () => clearTimeout(timer);
  const on = <E extends Event>(type: string, handler: (event: E) => void) =>
    element.addEventListener(type, handler as EventListener, { signal: listening.signal });
  on("pointerdown", (event: PointerEvent) => {
    stop();
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    from = { x: event.clientX, y: event.clientY };
    const target = event.target as Element;
    timer = setTimeout(() => {
      swallowClick();
      run(target);
    }, HELD);
  });
  on("pointermove", (event: PointerEvent) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLACK) stop();
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) on(end, stop);
  // Where holding selects text or opens the browser's own menu, ours is what was meant.
  on("contextmenu", (event: PointerEvent) => event.pointerType === "touch" && event.preventDefault());
  return () => {
    stop();
    listening.abort();
  };
}

function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  // Lifting the finger after the sheet is open may give no click at all.
  addEventListener("pointerup", () => setTimeout(() => removeEventListener("click", swallow, true), 350), {
    once: true,
  });
}
