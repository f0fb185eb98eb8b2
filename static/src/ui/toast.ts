/** Short notices at the bottom right. They go by themselves unless they carry an action. */
import { t } from "../i18n.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

export interface ToastOptions {
  kind?: "plain" | "good" | "bad";
  /** milliseconds; 0 keeps it until it is closed */
  lasts?: number;
  action?: { label: string; run: () => void };
}

/** Show `words` and return a function that takes them away. Read out politely; faults at once. */
export function toast(words: string | Node, options: ToastOptions = {}): () => void {
  const { kind = "plain", action, lasts = action ? 0 : 6000 } = options;
  const close = () => element.remove();
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
            close();
            action.run();
          },
        },
        action.label,
      ),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("Close"), onclick: close },
      icon("close", "small"),
    ),
  );
  (document.getElementById("toasts") ?? document.body).append(element);
  if (lasts) setTimeout(close, lasts);
  return close;
}

/** Something went wrong: say it kindly. Takes whatever was thrown. */
export function toastError(error: unknown): void {
  toast(error instanceof Error ? error.message : t("Something went wrong here."), {
    kind: "bad",
    lasts: 10_000,
  });
}
