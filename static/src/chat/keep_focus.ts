/** Rows are drawn anew when they change: who had the keyboard in one keeps it at the same place of the new one. */

/** Do `work`; then give the focus back to what stands where the focused control stood, else to its line or the log. */
export function keepFocus(log: HTMLElement, work: () => void): void {
  const active = document.activeElement;
  const line =
    active instanceof HTMLElement && log.contains(active) ? active.closest("[data-message]") : null;
  const id = line?.getAttribute("data-message");
  const act = active?.closest("[data-act]")?.getAttribute("data-act");
  const itself = active === line;
  work();
  if (!id || active?.isConnected) return;
  const again = log.querySelector<HTMLElement>(`[data-message="${id}"]`);
  const control =
    act && !itself ? again?.querySelector<HTMLElement>(`[data-act="${CSS.escape(act)}"]`) : null;
  (control ?? again ?? log).focus({ preventScroll: true });
}
