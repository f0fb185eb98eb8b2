/** Asking to come into a private room. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import { askToJoin } from "./api.ts";

/** `asked` is called when the request is on its way. */
export function openAskToJoin(room: RoomSummary, asked: () => void): void {
  const form = h(
    "form",
    {},
    textField({
      name: "text",
      label: t("What do you want to say?"),
      multiline: true,
      maxlength: 500,
      autofocus: true,
      hint: t("Those who run the room read it, and let you in or not."),
    }),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Ask to join")),
    ),
  );
  const dialog = openDialog(t("Ask to join # {room}", { room: room.name }), [form]);
  onSubmit(form, async (values) => {
    await askToJoin(room.id, String(values.get("text")).trim());
    dialog.close();
    asked();
    toast(t("Your request is pending. You will see the room when somebody lets you in."), { kind: "good" });
  });
}
