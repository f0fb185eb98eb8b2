/** A passage quoted into the chat of a room, with the way back to it. */

import type { DocumentContext } from "../document/context.ts";
import { t } from "../i18n.ts";
import { roomName } from "../rooms/names.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import { anchorOf, toAddress } from "./anchors.ts";
import { passageIn, shortened } from "./passage.ts";
import { quoted } from "./quoted.ts";

const LONGEST = 800;

export function openQuoteInChat(context: DocumentContext): void {
  const { editor, shell } = context;
  const { selection } = editor.state;
  const passage = shortened(passageIn(editor.state, selection), LONGEST);
  const anchor = anchorOf(editor.state, selection);
  if (passage === "" || !anchor) return;
  const { id, title } = context.current();
  const address = `/documents/${id}/?at=${toAddress(anchor)}`;
  const rooms = shell.rooms.list().filter((room) => room.abilities.send && !room.archived);
  const choice = h(
    "select",
    { class: "input", id: "quote-room", name: "room" },
    ...rooms.map((room) =>
      h("option", { value: room.id, selected: room.id === context.info.room }, roomName(room)),
    ),
  );
  const form = h(
    "form",
    { class: "forward" },
    h("blockquote", { class: "comment-passage" }, passage),
    h("label", { for: "quote-room" }, t("Where to")),
    choice,
    textField({ name: "body", label: t("Add a word (optional)"), multiline: true, maxlength: 4000 }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary", disabled: rooms.length === 0 }, t("Send")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const room = rooms.find((one) => String(one.id) === choice.value);
    if (!room) return;
    const words = form.querySelector("textarea")?.value.trim() ?? "";
    shell.sender.send(room.id, quoted({ title, address, passage, words }));
    dialog.close();
    toast(t("Quoted in {room}.", { room: roomName(room) }), {
      kind: "good",
      lasts: 8_000,
      action: { label: t("Go there"), run: () => location.assign(`/rooms/${room.id}/`) },
    });
  });
  const dialog = openDialog(t("Quote in chat"), [form]);
}
