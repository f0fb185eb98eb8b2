/** Short notices at the bottom right. They go by themselves unless they carry an action. */
import { t } from "../i18n.ts";
import { h } from "./dom.ts";
import { faultWords } from "./fault.ts";
import { icon } from "./icons.ts";
import { keepClear } from "./toast_place.ts";
import { lookedAt } from "./toast_time.ts";

/** Who took it away: the page itself, the person, or its time was over. */
export type ClosedBy = "code" | "person" | "time";

export interface ToastOptions {
  kind?: "plain" | "good" | "bad";
  /** milliseconds on a screen that is looked at; 0 keeps it until it is closed */
  lasts?: number;
  action?: { label: string; run: () => void };
  /** Called once. */
  closed?: (by: ClosedBy) => void;
}

/** Show `words` and return a function that takes them away. Read out politely; faults at once. */
export function toast(words: string | Node, options: ToastOptions = {}): () => void {
  const { kind = "plain", action, lasts = action ? 0 : 6000 } = options;
  let open = true;
  const close = (by: ClosedBy) => {
    if (!open) return;
    open = false;
    element.remove();
    options.closed?.(by);
  };
  const element = h(
    "div",
    { class: `toast ${kind}`, role: kind === "bad" ? "alert" : "status" },
    kind === "bad" ? icon("warning") : kind === "good" ? icon("check") : null,
    h("div", { class: "toast-body" }, words),
    action &&
      h(
        "button",
        {
          type: "button",
          class: "button",
          onclick: () => {
            close("person");
            action.run();
          },
        },
        action.label,
      ),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("Close"), onclick: () => close("person") },
      icon("close", "small"),
    ),
  );
  const place = document.getElementById("toasts");
  (place ?? document.body).append(element);
  if (place) keepClear(place);
  if (lasts) lookedAt(element, lasts, () => close("time"));
  return () => close("code");
}

/** Something went wrong: say it kindly. Takes whatever was thrown. */
export function toastError(error: unknown): void {
  toast(faultWords(error), {
    kind: "bad",
    lasts: 10_000,
  });
}
