/** Words and small decisions of the inbox. Pure. */
import { t } from "../i18n.ts";
import type { Notification } from "../wire.ts";
import type { Kind } from "./filters.ts";

/** Beyond this the badge says "99+": the exact number stands in the inbox. */
const MOST_SHOWN = 99;

export function badgeText(unread: number): string {
  return unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
}

/** The tab's title with the number in front, replacing an older one. */
export function withCount(title: string, unread: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  return unread > 0 ? `(${badgeText(unread)}) ${bare}` : bare;
}

/** Why this is in one's inbox, in a few words. */
export function whyLine({ kind, audience }: Pick<Notification, "kind" | "audience">): string {
  switch (kind) {
    case "mention":
    case "document_mention":
      return t("You were mentioned");
    case "everyone":
      return t("To everyone in a place you are in");
    case "keyword":
      return t("A word you watch for");
    case "direct":
      return t("Direct message");
    case "reply":
      return t("You follow this thread");
    case "message":
      return t("You want to hear everything of this place");
    case "reaction":
      return t("Reactions to what you wrote");
    case "comment":
      return t("Comments on a document");
    case "share":
      return t("Shared with you");
    case "invitation":
      return t("You joined a room");
    case "room":
      return t("You run this room");
    case "reminder":
      return t("You asked to be reminded");
    case "failure":
      return t("Work you started");
    case "announcement":
      return announcedTo(audience);
  }
}

function announcedTo(audience: Notification["audience"]): string {
  return {
    everyone: t("Announcement to everyone"),
    room: t("To a room you are in"),
    user: t("To you"),
    people: t("Announcement to some, and you"),
  }[audience];
}

/** What a kind is called in lists of kinds. */
export function kindName(kind: Kind): string {
  return {
    mention: t("Mentions"),
    direct: t("Direct messages"),
    everyone: t("Messages to everyone"),
    keyword: t("Words I watch for"),
    reply: t("Replies in threads"),
    message: t("All messages of a place"),
    reaction: t("Reactions"),
    document_mention: t("Mentions in documents"),
    comment: t("Comments"),
    share: t("Shared documents"),
    invitation: t("Rooms I was added to"),
    room: t("Running a room"),
    reminder: t("Reminders"),
    announcement: t("Announcements"),
    failure: t("Failed work"),
  }[kind];
}

/** The address of a notification when it is one we follow: a path of this site or the web. */
export function safeUrl(url: string): string | null {
  return /^(?:https?:\/\/|\/(?![/\\]))/i.test(url) && !/\s/.test(url) ? url : null;
}

/** A text as one short line, for toasts and lists. */
export function oneLine(body: string, most = 140): string {
  const text = body.replace(/\s+/g, " ").trim();
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
