/** The row of reactions below a message: how many, who, and one's own on and off. */
import { plural, t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import { icon } from "../ui/icons.ts";
import type { Message, Reaction } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { emojiText } from "./emoji_text.ts";
import { onLongPress } from "./long_press.ts";
import { namesOf } from "./reactions.ts";

/** Null when there are none. */
export function reactionsRow(message: Message, page: ChatPage): HTMLElement | null {
  if (message.reactions.length === 0) return null;
  const { abilities } = page.store.room;
  const row = h("div", { class: "reactions", role: "group", "aria-label": t("Reactions") });
  row.append(...message.reactions.map((one) => reactionButton(message, one, page)));
  if (abilities.react) row.append(addButton(message, page));
  return row;
}

function reactionButton(message: Message, { emoji, users }: Reaction, page: ChatPage): HTMLElement {
  const { store } = page;
  const mine = users.includes(store.me.username);
  const who = namesOf(users, store.me.username, (name) => displayName(store.person(name)));
  const words = plural(users.length, "{emoji}, {n} reaction: {who}", "{emoji}, {n} reactions: {who}", {
    emoji,
    who,
  });
  const button = h(
    "button",
    {
      type: "button",
      class: mine ? "reaction mine" : "reaction",
      "aria-pressed": String(mine),
      "aria-label": words,
      "data-act": `react-${emoji}`,
      disabled: !store.room.abilities.react,
      onclick: () => store.acts.toggle(message, emoji),
    },
    emojiText(emoji),
    h("span", { class: "reaction-count" }, users.length),
    h("span", { class: "reaction-who", "aria-hidden": "true" }, who),
  );
  onLongPress(button, () => void import("./who_dialog.ts").then(({ openWho }) => openWho(message, page)));
  return button;
}

function addButton(message: Message, page: ChatPage): HTMLElement {
  const label = t("Add a reaction");
  return h(
    "button",
    {
      type: "button",
      class: "reaction add",
      "aria-label": label,
      title: label,
      "data-act": "react-add",
      onclick: (event: Event) => void pickReaction(message, event.currentTarget as HTMLElement, page),
    },
    icon("smile", "small"),
  );
}

/** Let the person choose an emoji and put it on the message. */
export async function pickReaction(message: Message, anchor: HTMLElement, page: ChatPage): Promise<void> {
  const emoji = await openEmojiPicker(anchor);
  const now = page.store.find(message.id) ?? message;
  if (emoji) page.store.acts.react(now, emoji, true);
}
