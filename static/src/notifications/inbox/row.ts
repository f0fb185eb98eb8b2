/** One line of the inbox: the newest of its group, what it is about, and what one can do with it. */
import { plural, t } from "../../i18n.ts";
import { avatar, type Face } from "../../ui/avatar.ts";
import { h } from "../../ui/dom.ts";
import { icon } from "../../ui/icons.ts";
import { ago, moment, timeElement } from "../../ui/time.ts";
import type { Notification } from "../../wire.ts";
import type { Shown } from "../inbox_shown.ts";
import { KIND_ICONS } from "../kind_icons.ts";
import { markdown } from "../markdown.ts";
import { bodyLine, titleOf, wordsOf } from "../sentences.ts";
import { safeUrl, whyLine } from "../texts.ts";
import { type RowActs, rowTools } from "./row_tools.ts";

export interface RowState {
  readonly chosen: boolean;
  /** It came since one looked last. */
  readonly fresh: boolean;
  /** The whole text is shown. */
  readonly whole: boolean;
  readonly face: Face;
}

export interface RowDoes extends RowActs {
  choose: (event: MouseEvent) => void;
  /** Its link was followed, or its text is to be shown or hidden. */
  open: () => void;
  unfold: () => void;
  acknowledge: () => void;
}

/** What a row shows, as a text: equal texts look equal. */
export function rowKey({ listed, newest }: Shown, state: RowState): string {
  const { chosen, fresh, whole, face } = state;
  const { read, done, saved, acknowledged, snoozed_until, edited_at, count, url } = newest;
  const flags = [chosen, fresh, whole, read, done, saved, acknowledged, listed.open !== null];
  return JSON.stringify([
    newest.id,
    wordsOf(newest),
    flags,
    [snoozed_until, edited_at, count, url, listed.count, listed.unread],
    [face.name, face.colour],
  ]);
}

/** The content of a list item. */
export function rowContent(row: Shown, state: RowState, does: RowDoes): HTMLElement {
  const { listed, newest } = row;
  const unread = listed.unread > 0;
  return h(
    "article",
    { class: `item${unread ? " unread" : ""}${state.fresh ? " fresh" : ""}${state.chosen ? " chosen" : ""}` },
    mark(newest, unread, state.fresh),
    check(newest, state, does),
    h(
      "div",
      { class: "item-words" },
      h("h2", {}, title(newest, does)),
      body(newest, state.whole),
      foot(row, does),
    ),
    h(
      "div",
      { class: "item-side" },
      timeElement(newest.created_at, ago(newest.created_at)),
      rowTools(newest, unread, does),
    ),
  );
}

/** New, unread, done: told by form and word, not by colour alone. */
function mark(item: Notification, unread: boolean, fresh: boolean): HTMLElement {
  if (item.done)
    return h("span", { class: "item-mark", title: t("Done") }, icon("check", "small"), hidden(t("Done")));
  const word = fresh ? t("New") : unread ? t("Unread") : "";
  return h("span", { class: "item-mark" }, h("span", { class: "item-dot" }), word ? hidden(word) : null);
}

function hidden(words: string): HTMLElement {
  return h("span", { class: "visually-hidden" }, words);
}

function check(item: Notification, { chosen, face }: RowState, does: RowDoes): HTMLElement {
  const known = item.sender !== "";
  return h(
    "button",
    {
      type: "button",
      class: "item-check",
      role: "checkbox",
      "data-act": "choose",
      "aria-checked": String(chosen),
      "aria-label": t("Choose: {title}", { title: titleOf(item) }),
      onclick: does.choose,
    },
    known
      ? avatar(face)
      : h("span", { class: "avatar item-sign", "aria-hidden": "true" }, icon(KIND_ICONS[item.kind])),
    h("span", { class: "item-box", "aria-hidden": "true" }, icon("check", "small")),
  );
}

function title(item: Notification, does: RowDoes): HTMLElement {
  const url = safeUrl(item.url);
  const attributes = { class: "item-title", "data-act": "open", onclick: does.open };
  return url
    ? h("a", { ...attributes, href: url }, titleOf(item))
    : h("button", { ...attributes, type: "button" }, titleOf(item));
}

function body(item: Notification, whole: boolean): HTMLElement | null {
  const { body: text } = wordsOf(item);
  if (!text) return null;
  if (!whole) return h("p", { class: "item-body" }, bodyLine(item, 280));
  const blocks = item.kind === "announcement" ? markdown(text) : [h("p", {}, text)];
  return h("div", { class: "item-body whole" }, ...blocks);
}

function foot({ listed, newest }: Shown, does: RowDoes): HTMLElement {
  const more = listed.count - 1;
  const folded = listed.open === null;
  return h(
    "p",
    { class: "item-why" },
    icon(KIND_ICONS[newest.kind], "small"),
    h("span", {}, whyLine(newest)),
    newest.count > 1 && newest.kind !== "reaction"
      ? h("span", { class: "chip-count" }, t("{n} messages", { n: newest.count }))
      : null,
    newest.edited_at ? h("span", { title: moment(newest.edited_at) }, t("edited")) : null,
    newest.saved ? h("span", { class: "item-flag" }, icon("bookmark", "small"), t("Saved")) : null,
    newest.snoozed_until
      ? h(
          "span",
          { class: "item-flag" },
          icon("clock", "small"),
          t("until {when}", { when: moment(newest.snoozed_until) }),
        )
      : null,
    acknowledgement(newest, does),
    more > 0
      ? h(
          "button",
          {
            type: "button",
            class: "item-fold",
            "data-act": "unfold",
            "aria-expanded": String(!folded),
            onclick: does.unfold,
          },
          icon("chevronDown", "small"),
          folded ? plural(more, "{n} earlier", "{n} earlier") : t("Fold"),
        )
      : null,
  );
}

function acknowledgement(item: Notification, does: RowDoes): HTMLElement | null {
  if (!item.wants_ack) return null;
  if (item.acknowledged)
    return h("span", { class: "item-flag good" }, icon("resolved", "small"), t("Acknowledged"));
  return h(
    "button",
    { type: "button", class: "button small", "data-act": "acknowledge", onclick: does.acknowledge },
    t("Acknowledge"),
  );
}
