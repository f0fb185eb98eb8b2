/** A comment that was begun and is not sent yet, kept on this device: a dead line or a reload loses nothing. */
import { uuid } from "../realtime/uuid.ts";
import type { CommentDraft } from "./api.ts";

export interface KeptComment extends CommentDraft {
  /** it was to go, but the line was down */
  waiting: boolean;
}

const key = (document: number, me: number) => `collab:comment:${me}:${document}`;

export function fresh(passage: string, start: string, end: string): KeptComment {
  return { body: "", client_id: uuid(), passage, start, end, waiting: false };
}

export function keep(document: number, me: number, comment: KeptComment | null): void {
  try {
    if (comment && comment.body.trim() !== "")
      localStorage.setItem(key(document, me), JSON.stringify(comment));
    else localStorage.removeItem(key(document, me));
  } catch {
    // then it lives as long as the page
  }
}

export function kept(document: number, me: number): KeptComment | null {
  try {
    const found = JSON.parse(localStorage.getItem(key(document, me)) ?? "null") as KeptComment | null;
    return found && typeof found.body === "string" && typeof found.client_id === "string" ? found : null;
  } catch {
    return null;
  }
}
