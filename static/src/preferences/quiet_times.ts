/** The quick choices of "do not disturb". Pure: the clock comes in. */
import { t } from "../i18n.ts";
import { pageLocale } from "../ui/time.ts";

export type QuietChoice = "30" | "60" | "240" | "tomorrow" | "monday";
export const QUIET_CHOICES: readonly QuietChoice[] = ["30", "60", "240", "tomorrow", "monday"];

const MINUTE = 60_000;
/** Hours; when a working day begins for those who have not said. */
const MORNING = 8;

export function quietChoiceName(choice: QuietChoice): string {
  return {
    "30": t("30 minutes"),
    "60": t("1 hour"),
    "240": t("4 hours"),
    tomorrow: t("Until tomorrow"),
    monday: t("Until Monday"),
  }[choice];
}

/** When it ends, by this device's clock. Before the morning "tomorrow" is the morning that comes. */
export function quietChoiceEnd(choice: QuietChoice, now: Date): Date {
  if (choice !== "tomorrow" && choice !== "monday") return new Date(now.getTime() + Number(choice) * MINUTE);
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate(), MORNING);
  const monday = (8 - now.getDay()) % 7 || 7;
  const days = choice === "monday" ? monday : now < morning ? 0 : 1;
  morning.setDate(morning.getDate() + days);
  return morning;
}

/** "until 15:00", "until Monday, 08:00", "until 3 May, 08:00" */
export function quietUntilWords(until: Date, now: Date, locale = pageLocale()): string {
  const time = until.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (until.toDateString() === now.toDateString()) return t("until {time}", { time });
  const days = (until.getTime() - now.getTime()) / (24 * 60 * MINUTE);
  const day =
    days < 6
      ? until.toLocaleDateString(locale, { weekday: "long" })
      : until.toLocaleDateString(locale, { day: "numeric", month: "long" });
  return t("until {day}, {time}", { day, time });
}
