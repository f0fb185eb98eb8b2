/** "Remind me of this": a usual moment, or one of one's own. */
import { fieldMoment, fieldValue, moments } from "../composer/schedule_times.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { moment } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";

export function openRemind(message: Message, page: ChatPage): void {
  const remind = async (dueAt: Date) => {
    await page.desk.remind({ message: message.id, dueAt });
    dialog.close();
    toast(t("You will be reminded: {when}.", { when: moment(dueAt.toISOString()) }), { kind: "good" });
  };
  const usual = moments(new Date()).map(({ at }) =>
    h(
      "button",
      { type: "button", class: "menu-item", onclick: () => void remind(at).catch(toastError) },
      icon("clock"),
      moment(at.toISOString()),
    ),
  );
  const field = h("input", {
    class: "input",
    id: "remind-at",
    name: "due_at",
    type: "datetime-local",
    min: fieldValue(new Date()),
    required: true,
  });
  const form = h(
    "form",
    { class: "remind-own" },
    h("label", { for: "remind-at" }, t("Another time")),
    field,
    h("p", { class: "field-error", "data-error-for": "due_at", role: "alert" }),
    h("button", { type: "submit", class: "button primary" }, t("Remind me")),
  );
  const dialog = openDialog(t("Remind me of this message"), [...usual, form]);
  onSubmit(form, async () => {
    const at = fieldMoment(field.value, new Date());
    if (!at) throw new Error(t("Choose a time that lies ahead."));
    await remind(at);
  });
}
