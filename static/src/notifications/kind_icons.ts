/** The sign of a kind, beside the words that say it. */
import type { IconName } from "../ui/icons.ts";
import type { Kind } from "./filters.ts";

export const KIND_ICONS: Readonly<Record<Kind, IconName>> = {
  mention: "mention",
  everyone: "announce",
  keyword: "search",
  direct: "chat",
  reply: "reply",
  message: "chat",
  reaction: "smile",
  document_mention: "mention",
  comment: "comment",
  share: "document",
  invitation: "addPerson",
  room: "shield",
  reminder: "alarm",
  announcement: "announce",
  failure: "warning",
};
