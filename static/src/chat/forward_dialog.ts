/** Passing a message on to another room or person, with a word of one's own. */
import { t } from "../i18n.ts";
import { roomName } from "../rooms/names.ts";
import type { Listed } from "../rooms/store.ts";
import { best } from "../shell/match.ts";
import { displayName } from "../ui/avatar.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { quoteOf } from "./quote_of.ts";
import { quoteView } from "./quote_view.ts";

const MOST = 30;

export function openForward(message: Message, page: ChatPage): void {
  const { store } = page;
  const quote = quoteOf(message, store.room);
  const rooms = store.roomsStore.list().filter((room) => room.abilities.send && !room.archived);
  let chosen: number | null = null;
  const find = h("input", {
    class: "input",
    id: "forward-to",
    type: "search",
    autocomplete: "off",
    autofocus: true,
  });
  const list = h("div", { class: "forward-list", role: "radiogroup", "aria-label": t("Where to") });
  const words = textField({
    name: "body",
    label: t("Add a word (optional)"),
    multiline: true,
    maxlength: 4000,
  });
  const send = h("button", { type: "submit", class: "button primary", disabled: true }, t("Forward"));
  const show = () => {
    const found = best(rooms, find.value, nameOf).slice(0, MOST);
    fill(
      list,
      ...found.map(row),
      found.length ? null : h("p", { class: "side-hint" }, t("Nothing is called that.")),
    );
  };
  const row = (room: Listed) => {
    const input = h("input", { type: "radio", name: "room", value: room.id, checked: room.id === chosen });
    input.addEventListener("change", () => {
      chosen = room.id;
      send.disabled = false;
    });
    return h(
      "label",
      { class: "menu-item" },
      input,
      icon(room.kind === "room" ? "room" : "person", "small"),
      nameOf(room),
    );
  };
  const form = h(
    "form",
    { class: "forward" },
    h("label", { for: "forward-to" }, t("Where to")),
    find,
    list,
    words,
    quoteView(quote, page),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      send,
    ),
  );
  find.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const room = rooms.find(({ id }) => id === chosen);
    if (!room) return;
    const body = form.querySelector("textarea")?.value.trim() ?? "";
    store.sender.send(room.id, body, { quote });
    dialog.close();
    if (room.id !== store.room.id)
      toast(t("Forwarded to {room}.", { room: nameOf(room) }), {
        kind: "good",
        lasts: 8_000,
        action: { label: t("Go there"), run: () => location.assign(`/rooms/${room.id}/`) },
      });
  });
  const title = t("Forward the message of {name}", { name: displayName(store.person(message.author)) });
  const dialog = openDialog(title, [form]);
  show();
}

function nameOf(room: Listed): string {
  return roomName(room);
}
