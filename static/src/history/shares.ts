import type { Run } from "./author_runs.ts";

export interface Share {
  readonly username: string;
  readonly characters: number;
}

/** How much of the text is whose, most first. */
export function shares(runs: readonly Run[]): Share[] {
  const counts = new Map<string, number>();
  for (const { author, from, to } of runs)
    if (author) counts.set(author, (counts.get(author) ?? 0) + to - from);
  return [...counts]
    .map(([username, characters]) => ({ username, characters }))
    .sort((a, b) => b.characters - a.characters);
}
