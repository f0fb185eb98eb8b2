/** What people say of themselves: until when it holds, and how it reads. Pure: the clock comes in. */
import { t } from "../i18n.ts";
import { pageLocale } from "../ui/time.ts";
import type { PersonStatus } from "../wire.ts";

export type Span = "30" | "60" | "240" | "today" | "week" | "never";
export const SPANS: readonly Span[] = ["30", "60", "240", "today", "week", "never"];

const MINUTE = 60_000;

export function spanName(span: Span): string {
  return {
    "30": t("30 minutes"),
    "60": t("1 hour"),
    "240": t("4 hours"),
    today: t("Today"),
    week: t("This week"),
    never: t("Until I change it"),
  }[span];
}

/** When a status that is set now ends; null: it does not. Days and weeks end at midnight, weeks on Sunday. */
export function endOf(span: Span, now: Date): Date | null {
  if (span === "never") return null;
  if (span !== "today" && span !== "week") return new Date(now.getTime() + Number(span) * MINUTE);
  const days = span === "today" ? 1 : ((7 - now.getDay()) % 7) + 1;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** The status that still holds; null when there is none or its time is over. */
export function standing(status: PersonStatus | null | undefined, now = new Date()): PersonStatus | null {
  if (!status || (!status.emoji && !status.text)) return null;
  return status.until && new Date(status.until) <= now ? null : status;
}

/** "🏖️ On holiday" */
export function statusWords(status: PersonStatus): string {
  return [status.emoji, status.text].filter(Boolean).join(" ");
}

/** "until 15:00", "until 12 May": the end, in the reader's own time. */
export function untilWords(until: string, now = new Date(), locale = pageLocale()): string {
  const end = new Date(until);
  const soon = end.getTime() - now.getTime() < 24 * 60 * MINUTE;
  const midnight = end.getHours() === 0 && end.getMinutes() === 0;
  const day = new Date(end.getTime() - (midnight ? MINUTE : 0)); // midnight belongs to the day before
  if (midnight && day.toDateString() === now.toDateString()) return t("until the end of today");
  const when = soon
    ? end.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" })
    : day.toLocaleDateString(locale, { day: "numeric", month: "long" });
  return t("until {time}", { time: when });
}
