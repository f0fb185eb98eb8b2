/** Time zones, and the time where somebody is. Pure: the clock and the locale come in. */
import { t } from "../i18n.ts";
import { pageLocale } from "../ui/time.ts";

/** "9:41 (yesterday)" there; null when the zone is unknown here, or none. */
export function localTime(timezone: string, now = new Date(), locale = pageLocale()): string | null {
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

/** The time zone of this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Whether this browser knows a zone of that name. */
export function isZone(name: string): boolean {
  try {
    return name !== "" && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** Every zone this browser knows, each once; those of `first` that it knows stand in front, then its own. */
export function timezones(...first: string[]): string[] {
  return [...new Set([...first.filter(isZone), ownZone(), ...Intl.supportedValuesOf("timeZone")])];
}
