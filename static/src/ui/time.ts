/** Times as people say them. Pure: the clock and the locale come in; pages use the defaults. */
import { t } from "../i18n.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The page's language, as this browser's owner has it: a German page in a Swiss browser counts in Swiss ways. */
export function pageLocale(): string | undefined {
  if (typeof document === "undefined") return undefined;
  const { lang } = document.documentElement;
  return navigator.languages.find((one) => one.split("-")[0] === lang.split("-")[0]) ?? (lang || undefined);
}

/** By language and options: to make one costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatted(date: Date, locale: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known.format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Whole calendar days from `then` to `now`: 0 today, 1 yesterday. */
export function daysAgo(then: Date, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(then)) / DAY);
}

/** "9:41" or "9:41 AM", as the locale has it. */
export function clock(iso: string, locale = pageLocale()): string {
  return formatted(new Date(iso), locale, { hour: "numeric", minute: "2-digit" });
}

/** The same without AM or PM, for narrow places beside a full one. */
export function shortClock(iso: string, locale = pageLocale()): string {
  return clock(iso, locale).replace(/\s?[AP]M$/i, "");
}

/** The name of a day between messages: Today, Yesterday, Monday, 12 May, 12 May 2024. */
export function dayName(iso: string, now = new Date(), locale = pageLocale()): string {
  const then = new Date(iso);
  const ago = daysAgo(then, now);
  if (ago === 0) return t("Today");
  if (ago === 1) return t("Yesterday");
  if (ago > 1 && ago < 7) return formatted(then, locale, { weekday: "long" });
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return formatted(then, locale, { day: "numeric", month: "long", ...year });
}

/** For lists: "just now", "5 min ago", "9:41", "Yesterday", "12 May". */
export function ago(iso: string, now = new Date(), locale = pageLocale()): string {
  const passed = now.getTime() - new Date(iso).getTime();
  if (passed < MINUTE) return t("just now");
  if (passed < HOUR) return t("{n} min ago", { n: Math.floor(passed / MINUTE) });
  return daysAgo(new Date(iso), now) === 0 ? clock(iso, locale) : dayName(iso, now, locale);
}

/** The full moment, for titles and details. */
export function moment(iso: string, locale = pageLocale()): string {
  return formatted(new Date(iso), locale, { dateStyle: "full", timeStyle: "short" });
}

/** `<time>` with the machine's form and the full moment as its title. */
export function timeElement(iso: string, text: string): HTMLTimeElement {
  const element = document.createElement("time");
  element.dateTime = iso;
  element.title = moment(iso);
  element.textContent = text;
  return element;
}
