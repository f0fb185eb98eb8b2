/** The time of a notice runs only while it can be read: not in a tab at the back, nor under the pointer or the focus. */

/** Call `over` when `element` was on a screen for `lasts` milliseconds. */
export function lookedAt(element: HTMLElement, lasts: number, over: () => void): void {
  let left = lasts;
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  const stop = new AbortController();
  const look = () => {
    if (!element.isConnected) return stop.abort();
    const runs = document.visibilityState === "visible" && !held;
    if (runs === (since !== null)) return;
    if (runs) {
      since = performance.now();
      timer = setTimeout(end, left);
    } else {
      left -= performance.now() - (since ?? 0);
      since = null;
      clearTimeout(timer);
    }
  };
  const end = () => {
    stop.abort();
    over();
  };
  const hold = (on: boolean) => () => {
    held = on;
    look();
  };
  document.addEventListener("visibilitychange", look, { signal: stop.signal });
  element.addEventListener("pointerenter", hold(true));
  element.addEventListener("pointerleave", hold(false));
  element.addEventListener("focusin", hold(true));
  element.addEventListener("focusout", hold(false));
  look();
}
