/** What is rarely done to a room and never by mistake: export, hand over, archive. */
import { t } from "../i18n.ts";
import { PeoplePicker } from "../people/picker.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import { changeRoom, transferRoom } from "./api.ts";
import { roomTitle } from "./names.ts";

/** `close` ends the settings; each of these asks in a dialog of its own. */
export function endings(room: RoomSummary, close: () => void): (HTMLElement | null)[] {
  const { abilities } = room;
  return [
    abilities.export ? exportBlock(room) : null,
    abilities.transfer ? transferBlock(room, close) : null,
    abilities.archive ? archiveBlock(room, close) : null,
  ];
}

function block(words: string, label: string, iconName: IconName, run: () => void): HTMLElement {
  return h(
    "div",
    { class: "ending" },
    h("p", { class: "hint" }, words),
    h("button", { type: "button", class: "button", onclick: run }, icon(iconName, "small"), label),
  );
}

function exportBlock(room: RoomSummary): HTMLElement {
  return h(
    "div",
    { class: "ending" },
    h(
      "p",
      { class: "hint" },
      t("Messages, members and files of the room as one archive to keep or to bring elsewhere."),
    ),
    h(
      "a",
      { class: "button", href: `/api/v1/rooms/${room.id}/export`, download: "" },
      icon("download", "small"),
      t("Export"),
    ),
  );
}

function transferBlock(room: RoomSummary, close: () => void): HTMLElement {
  const words = t("Hand the room over: somebody else becomes its owner, you stay as an admin.");
  return block(words, t("Hand over"), "crown", () => {
    close();
    openTransfer(room);
  });
}

function openTransfer(room: RoomSummary): void {
  const picker = new PeoplePicker("new-owner", t("The new owner, a member of the room"), () => false, 1);
  const form = h(
    "form",
    {},
    picker.element,
    h("p", { class: "field-error", "data-error-for": "username", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button danger" }, t("Hand over")),
    ),
  );
  const dialog = openDialog(t("Hand over {room}", { room: roomTitle(room) }), [form]);
  dialog.element.classList.add("roomy");
  onSubmit(form, async () => {
    const [username] = picker.usernames;
    if (!username) return picker.input.focus();
    await transferRoom(room.id, username);
    dialog.close();
    toast(t("{name} owns the room now.", { name: username }), { kind: "good" });
  });
}

function archiveBlock(room: RoomSummary, close: () => void): HTMLElement {
  const words = room.archived
    ? t("The room is archived: everybody can read it, nobody can write.")
    : t("Archiving keeps everything to read and ends writing. You can bring it back.");
  const values = { room: roomTitle(room) };
  const run = async () => {
    close();
    const sure = await confirm({
      title: room.archived ? t("Bring back {room}?", values) : t("Archive {room}?", values),
      text: room.archived ? t("People can write again at once.") : words,
      yes: room.archived ? t("Bring back") : t("Archive"),
    });
    if (sure) await changeRoom(room.id, { archived: !room.archived }).catch(toastError);
  };
  return block(words, room.archived ? t("Bring back") : t("Archive room"), "archive", () => void run());
}
