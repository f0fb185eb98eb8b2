/** The dialog for a new direct or group message. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h, readJson } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import type { Person } from "../wire.ts";
import { writeTo } from "./new_message.ts";
import { PeoplePicker } from "./picker.ts";

/** Others in a group message. */
const MOST = 8;

export function openDirectDialog(): void {
  const me = readJson<{ me: Person }>("shell")?.me.username;
  const picker = new PeoplePicker("message-to", t("To"), (username) => username === me, MOST);
  const form = h(
    "form",
    {},
    h("p", { class: "lead" }, t("One person, or up to {most} for a group.", { most: MOST })),
    picker.element,
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Open conversation")),
    ),
  );
  const dialog = openDialog(t("New message"), [form]);
  dialog.element.classList.add("roomy");
  onSubmit(form, async () => {
    const { usernames } = picker;
    if (usernames.length === 0) return picker.input.focus();
    await writeTo(usernames);
  });
}
