/** Who else is in the document, read from awareness (the server stamps `user` with the signed-in identity). Pure. */

export interface Peer {
  readonly username: string;
  readonly name: string;
  /** 1..8, an index into the people's hues. */
  readonly colour: number;
}

export type States = ReadonlyMap<number, Record<string, unknown> | null>;

/** A state's person; null for states without one. Other clients may send anything: nothing is taken on trust. */
export function peerOf(state: Record<string, unknown> | null | undefined): Peer | null {
  const user = state?.user;
  if (typeof user !== "object" || user === null) return null;
  const { username, name, colour } = user as Record<string, unknown>;
  const shown = typeof name === "string" && name !== "" ? name : typeof username === "string" ? username : "";
  if (shown === "") return null;
  return {
    username: typeof username === "string" && username !== "" ? username : shown,
    name: shown.slice(0, 80),
    colour: typeof colour === "number" && colour >= 1 && colour <= 8 ? Math.trunc(colour) : hueOf(shown),
  };
}

function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 8;
  return sum + 1;
}

/** Everybody here but me (whatever my number of tabs), each once, by name. */
export function othersHere(states: States, mine: number, me: string): Peer[] {
  const found = new Map<string, Peer>();
  for (const [client, state] of states) {
    const peer = client === mine ? null : peerOf(state);
    if (peer !== null && peer.username !== me) found.set(peer.username, peer);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
