/** How much one hears of a place, in words. */
import { t } from "../i18n.ts";
import type { Volume } from "./store.ts";

export const VOLUMES: readonly (Volume | null)[] = [null, "all", "mentions", "nothing"];

export function volumeName(volume: Volume | null): string {
  return {
    all: t("Everything"),
    mentions: t("Mentions only"),
    nothing: t("Nothing"),
    as: t("As everywhere"),
  }[volume ?? "as"];
}

export function volumeHint(volume: Volume | null): string {
  return {
    all: t("Every message, not only what concerns you"),
    mentions: t("What names you, calls everybody or has a word you watch for"),
    nothing: t("Not even mentions; you still find them here"),
    as: t("What you have set for all places"),
  }[volume ?? "as"];
}
