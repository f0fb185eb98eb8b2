/** A room's settings: name, topic, who can find it, archive. Shows what one's abilities allow. */
import { confirm, openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import { changeRoom } from "./api.ts";
import { visibilityChoice } from "./create_dialog.ts";

export function openRoomSettings(room: RoomSummary): void {
  const { manage, archive } = room.abilities;
  const dialog = openDialog(`Settings of # ${room.name}`, [
    manage ? detailsForm(room, () => dialog.close()) : null,
    archive ? archiveBlock(room, () => dialog.close()) : null,
    manage
      ? null
      : h(
          "div",
          { class: "actions end" },
          closeButton(() => dialog.close()),
        ),
  ]);
}

function closeButton(close: () => void): HTMLElement {
  return h("button", { type: "button", class: "button", onclick: close }, "Cancel");
}

function detailsForm(room: RoomSummary, close: () => void): HTMLElement {
  const form = h(
    "form",
    {},
    textField({ name: "name", label: "Name", value: room.name, required: true, maxlength: 80 }),
    textField({ name: "topic", label: "Topic", value: room.topic, maxlength: 250 }),
    h(
      "fieldset",
      { class: "field plain" },
      h("legend", { class: "label" }, "Who can find it?"),
      visibilityChoice("public", "everybody here can find and join it", room.visibility === "public"),
      visibilityChoice("private", "only people who are invited", room.visibility === "private"),
    ),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      closeButton(close),
      h("button", { type: "submit", class: "button primary" }, "Save"),
    ),
  );
  onSubmit(form, async (values) => {
    await changeRoom(room.id, {
      name: String(values.get("name")),
      topic: String(values.get("topic")),
      visibility: values.get("visibility") === "private" ? "private" : "public",
    });
    close();
    toast("Saved.", { kind: "good", lasts: 3_000 });
  });
  return form;
}

function archiveBlock(room: RoomSummary, close: () => void): HTMLElement {
  const words = room.archived
    ? "The room is archived: everybody can read it, nobody can write."
    : "Archiving keeps everything to read and ends writing. You can bring it back.";
  const run = async () => {
    close();
    const sure = await confirm({
      title: room.archived ? `Bring back # ${room.name}?` : `Archive # ${room.name}?`,
      text: room.archived ? "People can write again at once." : words,
      yes: room.archived ? "Bring back" : "Archive",
    });
    if (sure) await changeRoom(room.id, { archived: !room.archived }).catch(toastError);
  };
  const label = room.archived ? "Bring back" : "Archive room";
  return h(
    "div",
    { class: "archive-block" },
    h("p", { class: "hint" }, words),
    h(
      "button",
      { type: "button", class: "button", onclick: () => void run() },
      icon("archive", "small"),
      label,
    ),
  );
}
