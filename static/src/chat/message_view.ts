/** One line of a log: a message, or one on its way. */

import { attachments } from "../files/attachments.ts";
import { t } from "../i18n.ts";
import type { Pending } from "../realtime/outbox.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { clock, moment, shortClock, timeElement } from "../ui/time.ts";
import type { Message, Person } from "../wire.ts";
import { commentView } from "./comment_view.ts";
import type { ChatPage } from "./context.ts";
import { pollView } from "./poll_view.ts";
import { previewView, quoteView } from "./quote_view.ts";
import { reactionsRow } from "./reactions_view.ts";
import { richText } from "./rich_text.ts";
import { threadLine } from "./thread_line.ts";

interface Line {
  person: Person;
  at: string;
  head: boolean;
  /** "Ann waves": the name is part of the sentence */
  sentence: boolean;
}

function lineOf({ person, at, head, sentence }: Line, body: Child, ...below: Child[]): HTMLElement {
  const gutter = head ? avatar(person) : h("span", { class: "gutter" }, timeElement(at, shortClock(at)));
  const name = displayName(person);
  const author = head
    ? h(
        "div",
        { class: "author" },
        h("strong", { "data-person": person.username }, name),
        timeElement(at, clock(at)),
      )
    : h("span", { class: "visually-hidden" }, `${name}: `);
  const line = h("article", { class: "message", tabindex: -1 });
  line.classList.toggle("head", head);
  line.classList.toggle("sentence", sentence);
  line.append(gutter, h("div", { class: "message-body" }, author, body, ...below));
  return line;
}

/** `inThread`: below its root, so that the line of its thread would only lead to itself. */
export function messageLine(message: Message, head: boolean, page: ChatPage, inThread: boolean): HTMLElement {
  const { store } = page;
  const person = store.person(message.author);
  const gone = message.deleted_at !== null;
  const about: Line = { person, at: message.created_at, head, sentence: message.kind === "me" && !gone };
  const line = lineOf(
    about,
    message.pinned && !gone ? pinnedMark(message, page) : null,
    !gone && message.extra?.comment ? commentView(message.extra.comment, page) : null,
    gone ? h("p", { class: "gone" }, icon("trash", "small"), t("Message deleted")) : text(message, page),
    ...(gone ? [] : parts(message, page)),
    inThread ? null : threadLine(message, page),
  );
  line.dataset.message = String(message.id);
  line.classList.toggle("named", !gone && namesMe(message, store.me.username));
  line.classList.toggle("pinned", message.pinned !== null && !gone);
  return line;
}

export function namesMe(message: Message, me: string): boolean {
  return message.author !== me && (message.everyone !== "" || message.mentions.includes(me));
}

function text(message: Message, page: ChatPage): HTMLElement | null {
  if (message.body === "" && !message.edited_at) return null;
  const { store } = page;
  const body = richText(message.html, String(message.id), store.names);
  if (message.kind === "me") {
    const first = body.firstElementChild;
    const where = first instanceof HTMLParagraphElement ? first : body;
    where.prepend(h("strong", {}, displayName(store.person(message.author))), " ");
  }
  if (message.edited_at) {
    const last = body.lastElementChild;
    const where = last instanceof HTMLParagraphElement ? last : body;
    where.append(" ", editedMark(message, page));
  }
  return body;
}

function editedMark(message: Message, page: ChatPage): HTMLElement {
  const open = () => void import("./edits_dialog.ts").then(({ openEdits }) => openEdits(message, page));
  return h(
    "button",
    {
      type: "button",
      class: "edited",
      title: moment(message.edited_at ?? ""),
      "aria-label": t("(edited) Show what it said before"),
      "data-act": "edited",
      onclick: open,
    },
    t("(edited)"),
  );
}

function pinnedMark(message: Message, page: ChatPage): HTMLElement {
  const who = displayName(page.store.person(message.pinned ?? ""));
  return h("p", { class: "pinned-mark" }, icon("pin", "small"), t("Pinned by {name}", { name: who }));
}

function parts(message: Message, page: ChatPage): Child[] {
  const { extra } = message;
  return [
    extra?.quote ? quoteView(extra.quote, page) : null,
    extra?.files.length ? attachments(extra.files) : null,
    extra?.poll ? pollView(message, extra.poll, page) : null,
    ...(extra?.previews ?? []).map(previewView),
    reactionsRow(message, page),
  ];
}

export interface PendingActions {
  retry(client_id: string): void;
  discard(client_id: string): void;
}

/** A message on its way. Its files are uploaded already, so it looks as it will. */
export function pendingLine(
  pending: Pending,
  head: boolean,
  page: ChatPage,
  on: PendingActions,
): HTMLElement {
  const { me } = page.store;
  const line = lineOf(
    { person: me, at: pending.written_at, head, sentence: pending.kind === "me" },
    pending.body ? h("div", { class: "rich plain" }, pending.body) : null,
    pending.quote ? quoteView(pending.quote, page) : null,
    pending.files.length ? attachments(pending.files) : null,
    conditionOf(pending, page.online(), on),
  );
  line.classList.add(pending.condition === "failed" ? "failed" : "pending");
  return line;
}

function conditionOf(pending: Pending, online: boolean, on: PendingActions): HTMLElement {
  if (pending.condition !== "failed") {
    const words = online ? t("Sending…") : t("Not sent: the line is down. It will go when you are back.");
    return h("div", { class: online ? "condition quiet" : "condition" }, words);
  }
  const { client_id, reason } = pending;
  const button = (label: string, kind: string, run: () => void) =>
    h("button", { type: "button", class: kind, onclick: run }, label);
  return h(
    "div",
    { class: "condition bad", role: "alert" },
    icon("warning", "small"),
    t("Not sent: {reason}", { reason: reason ?? t("the server refused it.") }),
    button(t("Retry"), "button", () => on.retry(client_id)),
    button(t("Discard"), "button quiet", () => on.discard(client_id)),
  );
}
