/** What the pages ask of comments. All reject with ApiError. */
import { api } from "../api.ts";
import type { CommentList, Message } from "../wire.ts";

export interface CommentDraft {
  body: string;
  client_id: string;
  passage: string;
  start: string;
  end: string;
}

export function fetchComments(document: number): Promise<CommentList> {
  return api("GET", `/documents/${document}/comments`);
}

/** The thread's first message; the same `client_id` again gets the same one. */
export function postComment(document: number, draft: CommentDraft): Promise<Message> {
  return api("POST", `/documents/${document}/comments`, draft);
}

export function resolveComment(comment: number, resolved: boolean): Promise<Message> {
  return api("PATCH", `/comments/${comment}`, { resolved });
}
