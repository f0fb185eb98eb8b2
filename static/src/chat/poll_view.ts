/** A poll in a message: vote, see how it stands, end it. */
import { plural, t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Message, Poll, PollOption } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { namesOf, voters } from "./reactions.ts";

export function pollView(message: Message, poll: Poll, page: ChatPage): HTMLElement {
  const { store } = page;
  const all = voters(poll);
  const mayClose = !poll.closed_at && (message.author === store.me.username || store.room.abilities.moderate);
  return h(
    "div",
    { class: "poll", role: "group", "aria-label": t("Poll: {question}", { question: poll.question }) },
    h("strong", { class: "poll-question" }, poll.question),
    h("p", { class: "poll-how" }, howWords(poll)),
    ...poll.options.map((option) => optionRow(message, poll, option, all, page)),
    h(
      "div",
      { class: "poll-foot" },
      h("span", {}, plural(all, "{n} person voted", "{n} people voted")),
      mayClose
        ? h(
            "button",
            {
              type: "button",
              class: "button quiet",
              "data-act": "poll-close",
              onclick: () => store.acts.closePoll(message.id),
            },
            t("End the poll"),
          )
        : null,
    ),
  );
}

function howWords(poll: Poll): string {
  if (poll.closed_at) return t("This poll has ended.");
  return poll.multiple ? t("Choose any number.") : t("Choose one.");
}

function optionRow(
  message: Message,
  poll: Poll,
  option: PollOption,
  all: number,
  page: ChatPage,
): HTMLElement {
  const { store } = page;
  const mine = option.users.includes(store.me.username);
  const share = all ? Math.round((option.users.length / all) * 100) : 0;
  const who = namesOf(option.users, store.me.username, (name) => displayName(store.person(name)));
  const votes = plural(option.users.length, "{n} vote", "{n} votes");
  const button = h(
    "button",
    {
      type: "button",
      class: mine ? "poll-option mine" : "poll-option",
      role: poll.multiple ? "checkbox" : "radio",
      "aria-checked": String(mine),
      "aria-label": who ? `${option.text}: ${votes}, ${who}` : `${option.text}: ${votes}`,
      "data-act": `vote-${option.id}`,
      disabled: poll.closed_at !== null || !store.room.abilities.react,
      onclick: () => store.acts.vote(message, option.id),
    },
    h("span", { class: "poll-bar", "aria-hidden": "true" }),
    h("span", { class: "poll-mark", "aria-hidden": "true" }, mine ? icon("check", "small") : null),
    h("span", { class: "poll-text" }, option.text),
    h("span", { class: "poll-count" }, `${option.users.length} · ${share} %`),
    who ? h("span", { class: "poll-who" }, who) : null,
  );
  button.style.setProperty("--share", `${share}%`);
  return button;
}
