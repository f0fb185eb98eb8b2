/** The dialog that makes a room. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { createRoom } from "./api.ts";
import { NEW_ROOM, roomFields, roomWish } from "./room_fields.ts";

export function openCreateForm(): void {
  const form = h(
    "form",
    {},
    ...roomFields(NEW_ROOM, true),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Create room")),
    ),
  );
  const dialog = openDialog(t("Create a room"), [form]);
  onSubmit(form, async (values) => {
    const room = await createRoom(roomWish(values));
    location.href = `/rooms/${room.id}/`;
  });
}
