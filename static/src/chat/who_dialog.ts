/** Who reacted with what, and who has seen a message. */
import { plural, t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { emojiText } from "./emoji_text.ts";

function people(usernames: readonly string[], page: ChatPage): HTMLElement {
  return h(
    "ul",
    { class: "who-list" },
    ...usernames.map((username) => {
      const person = page.store.person(username);
      return h("li", {}, avatar(person, "small"), h("span", {}, displayName(person)));
    }),
  );
}

/** Everybody who reacted, by emoji. */
export function openWho(message: Message, page: ChatPage): void {
  const groups = message.reactions.map(({ emoji, users }) =>
    h(
      "section",
      { class: "who-group" },
      h("h3", {}, emojiText(emoji), h("span", { class: "visually-hidden" }, emoji), ` ${users.length}`),
      people(users, page),
    ),
  );
  openDialog(t("Reactions"), groups).element.classList.add("sheet");
}

/** Who has read up to the message; asked for when it opens. */
export function openSeen(message: Message, page: ChatPage): void {
  const body = h("div", { role: "status" }, h("p", { class: "muted" }, t("Loading…")));
  openDialog(t("Seen by"), [body]).element.classList.add("sheet");
  page.store.acts.seen(message.id).then(
    (users) =>
      fill(
        body,
        h(
          "p",
          { class: "muted" },
          plural(users.length, "{n} person has seen it.", "{n} people have seen it."),
        ),
        people(users, page),
      ),
    (error) =>
      fill(body, h("p", { class: "notice" }, error instanceof Error ? error.message : String(error))),
  );
}
