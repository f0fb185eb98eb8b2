/** The time where somebody is. Pure: the clock and the locale come in. */
import { t } from "../i18n.ts";

/** "9:41 (yesterday)" there; null when the zone is unknown here, or none. */
export function localTime(timezone: string, now = new Date(), locale?: string): string | null {
  if (!timezone) return null;
  try {
    const at = (timeZone?: string) => now.toLocaleDateString("en-CA", timeZone ? { timeZone } : {});
    const time = now.toLocaleTimeString(locale, { timeZone: timezone, hour: "numeric", minute: "2-digit" });
    const [there, here] = [at(timezone), at()];
    if (there === here) return time;
    return there > here ? t("{time} tomorrow", { time }) : t("{time} yesterday", { time });
  } catch {
    return null;
  }
}

/** Every zone this browser knows, its own first. */
export function timezones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf("timeZone");
  return [own, ...all.filter((zone) => zone !== own)];
}
