/** What an announcement says to this reader: in their language, with their own name where it stands. Pure. */
import type { Notification } from "../wire.ts";

export interface Reader {
  readonly username: string;
  readonly name: string;
}

export interface Words {
  readonly title: string;
  readonly body: string;
}

type Said = Pick<Notification, "kind" | "title" | "body" | "translations" | "data">;

/** `{name}` is a variable, `{{name}}` says `{name}`; as notifications/core/variables.py has it. */
export const VARIABLE = /\{\{([a-z][a-z0-9_]*)\}\}|\{([a-z][a-z0-9_]*)\}/g;

/** What is filled in for each reader. */
export function personal(reader: Reader): Record<string, string> {
  const name = reader.name.trim() || reader.username;
  return { name, first_name: name.split(/\s+/)[0] ?? name, username: reader.username };
}

/** The text with every variable that has a value; one that nobody knows stays as it is. */
export function filled(text: string, values: Readonly<Record<string, string>>, shield = plain): string {
  return text.replace(VARIABLE, (whole, literal: string | undefined, name: string) => {
    if (literal !== undefined) return `{${literal}}`;
    return Object.hasOwn(values, name) ? shield(values[name] ?? "") : whole;
  });
}

function plain(value: string): string {
  return value;
}

/** A value in markdown says what it says: a name with stars in it is not bold. */
export function shielded(value: string): string {
  return value.replace(/\s+/g, " ").replace(/[\\`*_~[\](){}#>+.!|-]/g, "\\$&");
}

/** The variables that texts ask for, each once. */
export function variablesOf(...texts: string[]): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(VARIABLE)].map((one) => one[2]));
  return [...new Set(found.filter((name) => name !== undefined))];
}

/** Title and body (markdown) as this reader is told them. Other kinds come back as they are. */
export function announced(said: Said, reader: Reader, language: string): Words {
  if (said.kind !== "announcement") return { title: said.title, body: said.body };
  const theirs = said.translations[language];
  const title = theirs?.title || said.title;
  const body = theirs?.body || said.body;
  if (!said.data.variables) return { title, body }; // every brace is only a brace
  const values = personal(reader);
  return { title: filled(title, values), body: filled(body, values, shielded) };
}
