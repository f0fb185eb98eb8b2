/** Asking a question with answers to choose from. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import type { PollWish } from "./poll_command.ts";

const LEAST = 2;
const MOST = 10;

/** Ask for a poll; `send` may reject with ApiError, which is shown. */
export function openPoll(send: (poll: PollWish) => Promise<void>): void {
  const options = h("div", { class: "poll-options" });
  const add = h("button", { type: "button", class: "button quiet" }, t("Add an answer"));
  const addOption = () => {
    const number = options.children.length + 1;
    options.append(
      textField({
        name: "option",
        label: t("Answer {n}", { n: number }),
        maxlength: 100,
        required: number <= LEAST,
      }),
    );
    add.hidden = number >= MOST;
  };
  for (let count = 0; count < LEAST; count++) addOption();
  add.addEventListener("click", () => {
    addOption();
    options.lastElementChild?.querySelector("input")?.focus();
  });
  const form = h(
    "form",
    {},
    textField({ name: "question", label: t("Question"), maxlength: 200, required: true, autofocus: true }),
    options,
    add,
    h(
      "div",
      { class: "choice" },
      h("input", { type: "checkbox", id: "poll-multiple", name: "multiple" }),
      h("label", { for: "poll-multiple" }, t("Several answers may be chosen")),
    ),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Ask")),
    ),
  );
  const dialog = openDialog(t("Ask a question"), [form]);
  onSubmit(form, async (values) => {
    const answers = values.getAll("option").map((one) => String(one).trim());
    const wish = {
      question: String(values.get("question")).trim(),
      options: answers.filter((one) => one !== ""),
      multiple: values.get("multiple") !== null,
    };
    if (new Set(wish.options).size < LEAST) throw new Error(t("A poll needs two different answers."));
    await send(wish);
    dialog.close();
  });
}
