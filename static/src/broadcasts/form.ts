/** What a sender has put into the composer: from and to the wire, and what is wrong with it. Pure. */

import { t } from "../i18n.ts";
import {
  filled,
  personal,
  type Reader,
  shielded,
  variablesOf,
  type Words,
} from "../notifications/announced.ts";
import { safeUrl } from "../notifications/texts.ts";
import type { Broadcast, Level, Template } from "../wire.ts";
import type { Audience, BroadcastWish } from "./types.ts";
import { momentOf, wallClock } from "./zoned.ts";

export interface Form {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly level: Level;
  readonly wantsAck: boolean;
  readonly translations: Readonly<Record<string, Words>>;
  readonly values: Readonly<Record<string, string>>;
  readonly audience: Audience;
  /** By the clock of `timezone`, as a field has it; null: at once. */
  readonly sendAt: string | null;
  readonly expiresAt: string | null;
  readonly timezone: string;
  readonly template: number | null;
}

export const NOBODY: Audience = {
  everyone: false,
  rooms: [],
  roles: [],
  people: [],
  query: null,
  names: "",
  skip_unknown: false,
};

export function emptyForm(timezone: string): Form {
  return {
    title: "",
    body: "",
    url: "",
    level: "normal",
    wantsAck: false,
    translations: {},
    values: {},
    audience: NOBODY,
    sendAt: null,
    expiresAt: null,
    timezone,
    template: null,
  };
}

/** `zone` stands where the broadcast names none. */
export function formOf(one: Broadcast, zone: string): Form {
  const timezone = one.timezone || zone;
  const wall = (iso: string | null) => (iso === null ? null : wallClock(new Date(iso), timezone));
  return {
    title: one.title,
    body: one.body,
    url: one.url,
    level: one.level,
    wantsAck: one.wants_ack,
    translations: one.translations,
    values: one.values,
    audience: { ...NOBODY, ...(one.audience as Audience) },
    sendAt: wall(one.send_at),
    expiresAt: wall(one.expires_at),
    timezone,
    template: one.template,
  };
}

/** The form with a template's text; who gets it and when stay. */
export function withTemplate(form: Form, template: Template): Form {
  const { title, body, url, level, translations } = template;
  return {
    ...form,
    title,
    body,
    url,
    level,
    translations,
    wantsAck: template.wants_ack,
    template: template.id,
  };
}

/** As the API takes it. Times that are none are left out: `faultsOf` says so before anything is sent. */
export function wishOf(form: Form): BroadcastWish {
  const moment = (wall: string | null) =>
    wall === null ? null : (momentOf(wall, form.timezone)?.toISOString() ?? null);
  return {
    title: form.title.trim(),
    body: form.body.trim(),
    url: form.url.trim(),
    level: form.level,
    wants_ack: form.wantsAck,
    translations: translationsOf(form),
    values: valuesOf(form),
    audience: form.audience,
    send_at: moment(form.sendAt),
    expires_at: moment(form.expiresAt),
    timezone: form.timezone,
    template: form.template,
  };
}

function translationsOf(form: Form): Record<string, Words> {
  const written = Object.entries(form.translations).map(([code, words]) => {
    return [code, { title: words.title.trim(), body: words.body.trim() }] as const;
  });
  return Object.fromEntries(written.filter(([, { title, body }]) => title !== "" || body !== ""));
}

/** Only for variables that the text asks for: what was taken out of it needs no value any more. */
function valuesOf(form: Form): Record<string, string> {
  const asked = new Set(variablesIn(form));
  return Object.fromEntries(
    Object.entries(form.values).filter(([name, value]) => asked.has(name) && value !== ""),
  );
}

function textsOf(form: Pick<Form, "title" | "body" | "translations">): string[] {
  return [form.title, form.body, ...Object.values(form.translations).flatMap((one) => [one.title, one.body])];
}

export function variablesIn(form: Pick<Form, "title" | "body" | "translations">): string[] {
  return variablesOf(...textsOf(form));
}

/** The variables for which the sender has to give a value: those that the server does not know. */
export function ownVariables(
  form: Pick<Form, "title" | "body" | "translations">,
  known: readonly string[],
): string[] {
  return variablesIn(form).filter((name) => !known.includes(name));
}

/** Nobody is chosen at all; whether those chosen are anybody only the server knows. */
export function isNobody(audience: Audience): boolean {
  const { everyone, rooms, roles, people, query, names } = audience;
  const asks = query !== null && Object.values(query).some((value) => value !== null);
  return !(everyone || rooms.length || roles.length || people.length || asks || names.trim());
}

/** What is wrong, by the API's field names; the server checks again and knows more. */
export function faultsOf(form: Form, known: readonly string[], now: Date): Map<string, string> {
  const faults = new Map<string, string>();
  if (isNobody(form.audience)) faults.set("audience", t("Choose who gets it."));
  if (form.title.trim() === "") faults.set("title", t("An announcement needs a title."));
  const url = form.url.trim();
  if (url !== "" && safeUrl(url) === null) {
    faults.set("url", t("A link is a path on this site (/rooms/3/) or starts with https://."));
  }
  for (const name of ownVariables(form, known)) {
    if ((form.values[name] ?? "").trim() === "") {
      faults.set(`values.${name}`, t("Say what {name} stands for, or take it out.", { name: `{${name}}` }));
    }
  }
  for (const [field, fault] of timeFaults(form, now)) faults.set(field, fault);
  return faults;
}

function timeFaults(form: Form, now: Date): [string, string][] {
  const faults: [string, string][] = [];
  const at = form.sendAt === null ? now : momentOf(form.sendAt, form.timezone);
  if (at === null) faults.push(["send_at", t("Choose a day and a time that exist there.")]);
  else if (form.sendAt !== null && at <= now)
    faults.push(["send_at", t("That moment is over. Choose one that lies ahead.")]);
  if (form.expiresAt === null) return faults;
  const end = momentOf(form.expiresAt, form.timezone);
  if (end === null) faults.push(["expires_at", t("Choose a day and a time that exist there.")]);
  else if (end <= (at ?? now) || end <= now)
    faults.push(["expires_at", t("It would be over before it begins.")]);
  return faults;
}

/** What a reader of `language` sees: the sender's values and the reader's own filled in. */
export function shownTo(form: Form, reader: Reader, language: string): Words {
  const theirs = form.translations[language];
  const values = { ...given(form.values), ...personal(reader) };
  return {
    title: filled(theirs?.title.trim() || form.title.trim(), values),
    body: filled(theirs?.body.trim() || form.body.trim(), values, shielded),
  };
}

function given(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
