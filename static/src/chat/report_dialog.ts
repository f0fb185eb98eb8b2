/** Telling the moderators of a message. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";

export function openReport(message: Message, page: ChatPage): void {
  const form = h(
    "form",
    {},
    h("p", {}, t("The moderators of this room will see the message, your name and what you write here.")),
    textField({
      name: "reason",
      label: t("What is wrong with it?"),
      multiline: true,
      required: true,
      maxlength: 1000,
      autofocus: true,
    }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Report")),
    ),
  );
  const dialog = openDialog(t("Report this message"), [form]);
  onSubmit(form, async (values) => {
    await page.store.acts.report(message.id, String(values.get("reason") ?? "").trim());
    dialog.close();
    toast(t("Thank you. The moderators have been told."), { kind: "good" });
  });
}
