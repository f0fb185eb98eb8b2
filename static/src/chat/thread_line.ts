/** Below a message with replies: who answered, how many, when last; opens the thread. */
import { plural, t } from "../i18n.ts";
import { avatar } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { clock, dayName, daysAgo } from "../ui/time.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";

const FACES = 3;

export function threadLine(message: Message, page: ChatPage): HTMLElement | null {
  const { replies } = message;
  if (!replies || (replies.count === 0 && !replies.locked)) return null;
  const faces = replies.people.slice(0, FACES).map((name) => avatar(page.store.person(name), "small"));
  return h(
    "button",
    {
      type: "button",
      class: "thread-line",
      "data-act": "thread",
      onclick: () => page.openThread(message.id),
    },
    h("span", { class: "thread-faces", "aria-hidden": "true" }, ...faces),
    h("span", { class: "thread-count" }, plural(replies.count, "{n} reply", "{n} replies")),
    replies.last_at
      ? h("span", { class: "thread-last" }, t("last {when}", { when: last(replies.last_at) }))
      : null,
    replies.locked ? icon("lock", "small") : null,
    replies.locked ? h("span", { class: "visually-hidden" }, t("locked")) : null,
  );
}

function last(iso: string): string {
  return daysAgo(new Date(iso), new Date()) === 0 ? clock(iso) : dayName(iso);
}
