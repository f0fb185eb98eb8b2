/** What somebody can be told of, in words. */
import { t } from "../i18n.ts";
import type { Kind } from "./wishes.ts";

export interface KindWords {
  readonly label: string;
  readonly hint: string;
}

export function kindWords(kind: Kind): KindWords {
  const words: Record<Kind, KindWords> = {
    mention: { label: t("Mentions"), hint: t("A message names you") },
    direct: { label: t("Direct messages"), hint: t("Somebody writes to you, or to a group of yours") },
    everyone: { label: t("Calls to all"), hint: t("@room and @here") },
    keyword: { label: t("Keywords"), hint: t("A message has a word you watch for") },
    reply: { label: t("Replies"), hint: t("In threads you follow") },
    message: { label: t("All messages"), hint: t("Of places you have set to “Everything”") },
    reaction: { label: t("Reactions"), hint: t("To messages of yours") },
    document_mention: { label: t("Mentions in documents"), hint: t("A document names you") },
    comment: { label: t("Comments"), hint: t("Beside your documents, and replies to yours") },
    share: { label: t("Shared documents"), hint: t("Somebody gives you a document") },
    invitation: { label: t("Invitations"), hint: t("Somebody takes you into a room") },
    room: { label: t("Running a room"), hint: t("Requests to join, reports") },
    reminder: { label: t("Reminders"), hint: t("What you wanted to be reminded of") },
    announcement: { label: t("Announcements"), hint: t("Staff tell everybody or some") },
    failure: {
      label: t("Work that failed"),
      hint: t("An export, an import or a scheduled message of yours"),
    },
  };
  return words[kind];
}

export function kindGroups(): readonly (readonly [string, readonly Kind[]])[] {
  return [
    [t("Messages"), ["mention", "direct", "everyone", "keyword", "reply", "message", "reaction"]],
    [t("Documents"), ["document_mention", "comment", "share"]],
    [t("Rooms and the rest"), ["invitation", "room", "reminder", "announcement", "failure"]],
  ];
}
