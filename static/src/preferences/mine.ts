/** The one set of preferences of this page, made on first use from what the server put into the shell. */
import { inbox } from "../notifications/page_inbox.ts";
import { isQuiet, quietUntil } from "../notifications/quiet.ts";
import { ownZone } from "../people/local_time.ts";
import { readJson } from "../ui/dom.ts";
import type { Person, PlaceVolume, Wishes } from "../wire.ts";
import { Preferences } from "./store.ts";

interface ShellPart {
  me: { timezone: string } | null;
  /** the zone that holds for the person: their own, else the installation's */
  zone?: string;
  wishes?: Wishes;
  rules?: PlaceVolume[];
}

let shared: Preferences | null = null;

/** On pages without a signed-in person these are the defaults, and nobody asks for them. */
export function preferences(): Preferences {
  if (shared) return shared;
  const { me, wishes, rules, ...told } = readJson<ShellPart>("shell") ?? { me: null };
  const zone = told.zone || me?.timezone || ownZone();
  const made = new Preferences({ zone, ...(wishes && { wishes }), ...(rules && { rules }) });
  shared = made;
  const line = inbox();
  line?.onEvent((event) => void made.applies(event));
  line?.onReset(() => void made.refresh().catch(() => undefined)); // the next reset or page brings it
  document.addEventListener("me-changed", (event) => {
    const person = (event as CustomEvent<Person & { timezone?: string }>).detail;
    if (person.timezone) made.zone = person.timezone;
  });
  return made;
}

export interface QuietNow {
  readonly on: boolean;
  /** null: without an end */
  readonly until: Date | null;
}

export function quietNow(now = new Date()): QuietNow {
  const { wishes, zone } = preferences();
  const quiet = wishes.quiet ?? {};
  return { on: isQuiet(quiet, now, zone), until: quietUntil(quiet, now, zone) };
}
