/** Faces of senders: notifications carry usernames, this finds the names and hues. */

import { api } from "../api.ts";
import { t } from "../i18n.ts";
import type { Face } from "../ui/avatar.ts";
import { readJson } from "../ui/dom.ts";
import type { Person } from "../wire.ts";

const faces = new Map<string, Face>();
const asked = new Set<string>();

/** Takes over what the page already knows (`{username: Person}` in a json_script), if anything. */
export function knowPeople(script: string): void {
  for (const person of Object.values(readJson<Record<string, Person>>(script) ?? {}))
    faces.set(person.username, person);
}

/** The face of a username; a plain one at once when it is not known yet, and `found` is called when it is. */
export function faceOf(username: string, found: () => void): Face {
  const face = faces.get(username);
  if (face) return face;
  if (username !== "" && !asked.has(username)) {
    asked.add(username);
    void ask(username, found);
  }
  return { username, name: username || t("Somebody"), colour: 1 };
}

async function ask(username: string, found: () => void): Promise<void> {
  try {
    const { people } = await api<{ people: Person[] }>("GET", `/people?q=${encodeURIComponent(username)}`);
    const person = people.find((one) => one.username === username);
    if (!person) return;
    faces.set(username, person);
    found();
  } catch {
    asked.delete(username); // another time
  }
}
