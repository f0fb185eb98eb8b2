/**
 * What a notification says in one sentence, in the reader's language, out of the names it was told with. The twin of
 * `notifications/sentences.py`. Announcements have words of their own.
 */
import { plural, t } from "../i18n.ts";
import { readJson } from "../ui/dom.ts";
import type { Notification } from "../wire.ts";
import { announced, type Reader, type Words } from "./announced.ts";
import type { Kind } from "./filters.ts";
import { markdownLine } from "./markdown.ts";

type Data = Readonly<Record<string, string>>;

const SENTENCES: Readonly<Partial<Record<Kind, (data: Data) => string>>> = {
  mention: (data) =>
    data.room ? t("{name} mentioned you in {room}", data) : t("{name} mentioned you", data),
  everyone: (data) =>
    data.room
      ? t("{name} wrote to everyone in {room}", data)
      : t("{name} wrote to everyone in your group", data),
  keyword: (data) =>
    data.room ? t("{name} wrote “{word}” in {room}", data) : t("{name} wrote “{word}”", data),
  direct: (data) =>
    data.kind_of_room === "group" ? t("{name} wrote to your group", data) : t("{name} wrote to you", data),
  reply: (data) =>
    data.room ? t("{name} replied in a thread in {room}", data) : t("{name} replied in a thread", data),
  message: (data) => (data.room ? t("{name} wrote in {room}", data) : t("{name} wrote", data)),
  reaction,
  document_mention: (data) =>
    data.act === "comment"
      ? t("{name} mentioned you in a comment on “{document}”", data)
      : t("{name} mentioned you in “{document}”", data),
  comment: (data) =>
    data.act === "reply"
      ? t("{name} replied to a comment on “{document}”", data)
      : t("{name} commented on “{document}”", data),
  share: (data) => t("{name} shared “{document}” with you", data),
  invitation: (data) =>
    data.name ? t("{name} added you to {room}", data) : t("You have been added to {room}", data),
  room: (data) =>
    data.act === "report"
      ? t("{name} reported a message in {room}", data)
      : t("{name} asks to join {room}", data),
  reminder,
  failure,
};

/** `names`: up to two of them, `count`: how many people in all. */
function reaction(data: Data): string {
  const others = Number(data.count || 1) - (data.names ?? "").split(", ").length;
  if (others <= 0) return t("{names} reacted with {emoji} to your message", data);
  return plural(
    others,
    "{names} and {n} other reacted with {emoji} to your message",
    "{names} and {n} others reacted with {emoji} to your message",
    data,
  );
}

function reminder(data: Data): string {
  if (data.text) return t("Reminder: {text}", data);
  if (data.name) return t("Reminder: a message by {name}", data);
  return t("Reminder: the message you wanted to come back to is not there any more");
}

function failure(data: Data): string {
  switch (data.what) {
    case "scheduled":
      return t("Your scheduled message was not sent");
    case "export":
      return t("Your export failed");
    case "import":
      return t("Your import failed");
    case "webhook":
      return t("A webhook was given up");
    case "broadcast":
      return t("Your announcement could not be sent to everybody");
    default:
      return t("Something you started did not work");
  }
}

/** The sentence of a kind; "" for announcements, which have words of their own. */
export function sentence(kind: Kind, data: Data): string {
  return SENTENCES[kind]?.(data) ?? "";
}

/** Who reads this page, as the shell says. */
function pageReader(): Reader {
  return readJson<{ me: Reader | null }>("shell")?.me ?? { username: "", name: "" };
}

function pageLanguage(): string {
  return document.documentElement.lang || "en";
}

/** Title and body (markdown of announcements, plain text else) for who reads this page. */
export function wordsOf(item: Notification): Words {
  if (item.kind === "announcement") return announced(item, pageReader(), pageLanguage());
  // A row from before kinds existed was told without names; its title is in the installation's language.
  const known = Object.keys(item.data).length > 0;
  return { title: (known && sentence(item.kind, item.data)) || item.title, body: item.body };
}

export function titleOf(item: Notification): string {
  return wordsOf(item).title;
}

/** Its text as one plain line; "" when it has none. */
export function bodyLine(item: Notification, most = 140): string {
  return markdownLine(wordsOf(item).body, most);
}
