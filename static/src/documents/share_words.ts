/** What rights and links mean, in words. Pure. */
import type { Right } from "../document/right.ts";
import { plural, t } from "../i18n.ts";
import type { LinkInfo, RoomRight } from "./sharing_api.ts";

/** For lists of choices. */
export function rightName(right: Right): string {
  return {
    none: t("No access"),
    read: t("Can read"),
    comment: t("Can comment"),
    edit: t("Can edit"),
    manage: t("Can manage"),
  }[right];
}

/** What one may do with it, as a sentence about "they". */
export function rightMeaning(right: Right): string {
  return {
    none: t("They do not see that it exists."),
    read: t("They read it and see changes as they happen."),
    comment: t("They read it, comment on it and suggest changes."),
    edit: t("They write in it, rename it and move it."),
    manage: t("They edit it, decide who else may, and put it into the trash."),
  }[right];
}

/** What the choice for the room means. */
export function roomMeaning(right: RoomRight): string {
  if (right === "") return t("Whoever may write in the room may edit, whoever may look in may read.");
  if (right === "none")
    return t("Only those who manage the room or this page, and the people below, see that it exists.");
  return t("Members of the room: {meaning}", { meaning: rightMeaning(right) });
}

/** What whoever has the link may do. */
export function linkMeaning(right: LinkInfo["right"]): string {
  return {
    read: t("Whoever has the link reads it, without an account."),
    comment: t("Whoever has the link reads it without an account; signed in they comment."),
    edit: t("Whoever has the link reads it without an account; signed in they edit."),
  }[right];
}

export type LinkState = "good" | "expired";

export function linkState(link: Pick<LinkInfo, "expires_at">, now: number): LinkState {
  return link.expires_at !== null && Date.parse(link.expires_at) <= now ? "expired" : "good";
}

export function usesWords(uses: number): string {
  return uses === 0 ? t("not used yet") : plural(uses, "used once", "used {n} times");
}
