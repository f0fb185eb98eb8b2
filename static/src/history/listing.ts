/** The list of versions as it is shown. Pure. */
import { t } from "../i18n.ts";
import type { People, Version } from "./kinds.ts";

export interface Day {
  /** of its first entry */
  readonly at: string;
  readonly versions: readonly Version[];
}

const dayOf = (iso: string): string => new Date(iso).toDateString();

/** Newest first, as the server sends them; versions of one calendar day (here) together. */
export function byDay(versions: readonly Version[]): Day[] {
  const days: { at: string; versions: Version[] }[] = [];
  for (const version of versions) {
    const day = days.at(-1);
    if (day && dayOf(day.at) === dayOf(version.at)) day.versions.push(version);
    else days.push({ at: version.at, versions: [version] });
  }
  return days;
}

/** A moment twice (before a restore, and as an automatic version) is one line: the one that says more. */
export function distinct(versions: readonly Version[]): Version[] {
  const worth = ({ name, kind }: Version) => (name ? 2 : 0) + (kind === "auto" ? 0 : 1);
  const best = new Map<number, Version>();
  for (const version of versions) {
    const known = best.get(version.seq);
    if (!known || worth(version) > worth(known)) best.set(version.seq, version);
  }
  return versions.filter((version) => best.get(version.seq) === version);
}

/** What a version is called. */
export function titleOf(version: Version): string {
  if (version.name) return version.name;
  switch (version.kind) {
    case "restore":
      return t("Restored");
    case "import":
      return t("Imported");
    default:
      return t("Version");
  }
}

/** "Ann, Bo and 2 more". */
export function namesOf(authors: readonly string[], people: People, most = 2): string {
  const names = authors.map((author) => people[author]?.name || author);
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? t("{names} and {n} more", { names: shown, n: names.length - most }) : shown;
}

/** The moment that a version is compared with at first: the version before it, or the beginning. */
export function before(seq: number, versions: readonly Version[]): number {
  return Math.max(0, ...versions.map((version) => version.seq).filter((other) => other < seq));
}
