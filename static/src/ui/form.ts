/** Forms inside dialogs and pages: fields with labels, and a submit that shows refusals beside their field. */
import { ApiError } from "../api.ts";
import { h } from "./dom.ts";
import { faultWords } from "./fault.ts";

export interface FieldOptions {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  maxlength?: number;
  multiline?: boolean;
  autofocus?: boolean;
  autocomplete?: string;
}

let fields = 0;

/** A labelled text field; its error line is filled by `onSubmit` when the server refuses that field. */
export function textField(options: FieldOptions): HTMLElement {
  const { name, label, value, hint, multiline, ...rest } = options;
  const id = `field-${name}-${++fields}`; // two forms of a page may have a field of the same name
  const input = h(multiline ? "textarea" : "input", {
    id,
    name,
    class: "input",
    autocomplete: "off",
    "aria-describedby": `${id}-note`,
    ...rest,
  }) as HTMLInputElement | HTMLTextAreaElement;
  input.value = value ?? "";
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    h(
      "div",
      { id: `${id}-note` },
      hint ? h("p", { class: "hint" }, hint) : null,
      h("p", { class: "field-error", "data-error-for": name, role: "alert" }),
    ),
  );
}

export interface SelectOptions {
  name: string;
  label: string;
  value: string;
  /** [value, words] in the order they are shown */
  options: readonly (readonly [string, string])[];
  hint?: string;
}

/** A labelled choice of one among a few. */
export function selectField({ name, label, value, options, hint }: SelectOptions): HTMLElement {
  const id = `field-${name}-${++fields}`;
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h(
      "select",
      { id, name, class: "input", "aria-describedby": `${id}-note` },
      ...options.map(([each, words]) => h("option", { value: each, selected: each === value }, words)),
    ),
    h(
      "div",
      { id: `${id}-note` },
      hint ? h("p", { class: "hint" }, hint) : null,
      h("p", { class: "field-error", "data-error-for": name, role: "alert" }),
    ),
  );
}

/** A labelled box to tick; `words` say what it does. */
export function checkField(options: {
  name: string;
  label: string;
  hint?: string;
  checked: boolean;
}): HTMLElement {
  const { name, label, hint, checked } = options;
  const id = `field-${name}-${++fields}`;
  return h(
    "div",
    { class: "choice" },
    h("input", { type: "checkbox", id, name, checked }),
    h("label", { for: id }, h("strong", {}, label), hint ? ` · ${hint}` : null),
  );
}

/** Submit through `send`; the button waits meanwhile and what was typed stays when it is refused. */
export function onSubmit(form: HTMLFormElement, send: (values: FormData) => Promise<void>): void {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    for (const line of form.querySelectorAll("[data-error-for]")) line.textContent = "";
    if (button) button.disabled = true;
    try {
      await send(new FormData(form));
    } catch (error) {
      showError(form, error);
    } finally {
      if (button) button.disabled = false;
    }
  });
}

function showError(form: HTMLFormElement, error: unknown): void {
  const message = faultWords(error);
  const field = error instanceof ApiError ? error.field : null;
  const lines = [...form.querySelectorAll<HTMLElement>("[data-error-for]")];
  const line = lines.find((item) => item.dataset.errorFor === field) ?? lines.at(-1);
  if (line) line.textContent = message;
  if (field) form.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
}
