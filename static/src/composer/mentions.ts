/** Who is mentioned in a text. Pure; the server decides, this only spares it questions. */

const CODE = /```[\s\S]*?(```|$)|`[^`\n]*`/g;
const MENTION = /(?<![\p{L}\p{N}@/.])@([a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?)/giu;
const EVERYONE = new Set(["room", "here"]);

export interface Mentioned {
  /** usernames in lower case, each once */
  names: string[];
  /** @room or @here */
  everyone: boolean;
}

export function mentionsIn(body: string): Mentioned {
  const found = [...body.replace(CODE, " ").matchAll(MENTION)].map((match) => (match[1] ?? "").toLowerCase());
  return {
    names: [...new Set(found)].filter((name) => !EVERYONE.has(name)),
    everyone: found.some((name) => EVERYONE.has(name)),
  };
}
