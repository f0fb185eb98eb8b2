/** Refusals at their fields; what was typed stays. */
import { ApiError } from "../api.ts";
import { faultWords } from "../ui/fault.ts";
import { toast } from "../ui/toast.ts";

/** What was refused, by field; "" for what belongs to none. */
export function faultOf(error: unknown): Map<string, string> {
  const words = faultWords(error);
  return new Map([[error instanceof ApiError && error.field !== null ? error.field : "", words]]);
}

/** Says each fault at its field and goes to the first; what has no field is said in a toast. True when there is none. */
export function showFaults(form: HTMLElement, faults: ReadonlyMap<string, string>): boolean {
  const lines = [...form.querySelectorAll<HTMLElement>("[data-error-for]")];
  const named = new Set(lines.map((line) => line.dataset.errorFor));
  for (const line of lines) {
    const field = line.dataset.errorFor ?? "";
    const fault = faults.get(field) ?? "";
    line.textContent = fault;
    const control = controlOf(form, field);
    if (fault) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
  const rest = [...faults].filter(([field]) => !named.has(field)).map(([, words]) => words);
  if (rest.length) toast(rest.join(" "), { kind: "bad", lasts: 10_000 });
  const first = lines.find((line) => line.textContent !== "");
  const control = first && controlOf(form, first.dataset.errorFor ?? "");
  if (control) control.focus();
  else first?.scrollIntoView({ block: "center" });
  return faults.size === 0;
}

/** One fault goes as soon as its field is changed. */
export function forgetFault(form: HTMLElement, field: string): void {
  const line = form.querySelector<HTMLElement>(`[data-error-for="${CSS.escape(field)}"]`);
  if (line) line.textContent = "";
  controlOf(form, field)?.removeAttribute("aria-invalid");
}

function controlOf(form: HTMLElement, field: string): HTMLElement | null {
  return form.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]:not([type=radio])`);
}
