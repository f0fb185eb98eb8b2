/** One line of the log: a message or one on its way. */
import type { Pending } from "../realtime/outbox.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { clock, moment, shortClock, timeElement } from "../ui/time.ts";
import type { Message, Person } from "../wire.ts";

function lineOf(person: Person, at: string, head: boolean, body: HTMLElement, ...below: Node[]): HTMLElement {
  const gutter = head ? avatar(person) : h("span", { class: "gutter" }, timeElement(at, shortClock(at)));
  const name = head
    ? h("div", { class: "author" }, h("strong", {}, displayName(person)), timeElement(at, clock(at)))
    : h("span", { class: "visually-hidden" }, `${displayName(person)}: `);
  const line = h("article", { class: head ? "message head" : "message", tabindex: -1 });
  line.append(gutter, h("div", { class: "message-body" }, name, body, ...below));
  return line;
}

export function messageLine(message: Message, author: Person, head: boolean): HTMLElement {
  const body = h("div", { class: "rich" });
  body.innerHTML = message.html; // rendered and sanitised by the server
  // Long lines of code scroll in themselves, by keyboard too.
  for (const block of body.querySelectorAll("pre")) block.tabIndex = 0;
  if (message.edited_at) {
    const last = body.lastElementChild;
    const where = last instanceof HTMLParagraphElement ? last : body;
    where.append(h("span", { class: "edited", title: moment(message.edited_at) }, " (edited)"));
  }
  const line = lineOf(author, message.created_at, head, body);
  line.dataset.message = String(message.id);
  return line;
}

export interface PendingActions {
  retry(client_id: string): void;
  discard(client_id: string): void;
}

export function pendingLine(
  pending: Pending,
  me: Person,
  head: boolean,
  online: boolean,
  on: PendingActions,
) {
  const body = h("div", { class: "rich plain" }, pending.body);
  const line = lineOf(me, pending.written_at, head, body, conditionOf(pending, online, on));
  line.classList.add(pending.condition === "failed" ? "failed" : "pending");
  return line;
}

function conditionOf(pending: Pending, online: boolean, on: PendingActions): HTMLElement {
  if (pending.condition !== "failed") {
    const words = online ? "Sending…" : "Not sent: the line is down. It will go when you are back.";
    return h("div", { class: online ? "condition quiet" : "condition" }, words);
  }
  const { client_id, reason } = pending;
  return h(
    "div",
    { class: "condition bad", role: "alert" },
    icon("warning", "small"),
    `Not sent: ${reason ?? "the server refused it."}`,
    h("button", { type: "button", class: "button", onclick: () => on.retry(client_id) }, "Retry"),
    h("button", { type: "button", class: "button quiet", onclick: () => on.discard(client_id) }, "Discard"),
  );
}
