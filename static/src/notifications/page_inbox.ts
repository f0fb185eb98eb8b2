/** The one inbox of this page, made on first use from what the server put into the shell. */
import { readJson } from "../ui/dom.ts";
import { Inbox } from "./inbox.ts";

interface ShellPart {
  me: { id: number } | null;
  inbox: { unread: number; unseen?: number };
}

let shared: Inbox | null = null;

/** Null on pages without a signed-in person. */
export function inbox(): Inbox | null {
  if (shared) return shared;
  const shell = readJson<ShellPart>("shell");
  if (!shell?.me) return null;
  shared = new Inbox(shell.me.id, shell.inbox);
  void shared.start();
  return shared;
}
