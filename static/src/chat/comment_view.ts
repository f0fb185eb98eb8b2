/** Above a message that comments on a document: which passage, and the way there. */
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { CommentMark } from "../wire.ts";
import type { ChatPage } from "./context.ts";

/** Opens the document at the comment. */
export function commentLink(comment: Pick<CommentMark, "document" | "id">): string {
  return `/documents/${comment.document}/?comment=${comment.id}`;
}

export function commentView(comment: CommentMark, page: ChatPage): HTMLElement {
  const here = page.document === comment.document;
  return h(
    "div",
    { class: "comment-about" },
    here ? null : headOf(comment),
    comment.passage ? h("blockquote", { class: "comment-passage" }, comment.passage) : null,
    resolvedLine(comment, page),
  );
}

function headOf(comment: CommentMark): HTMLElement {
  const link = h("a", { href: commentLink(comment), "data-act": "comment" }, comment.title);
  return h("p", { class: "comment-head" }, icon("comment", "small"), ...aroundName(link));
}

/** "commented on <title>": where the title stands is the language's business. */
function aroundName(link: HTMLElement): Child[] {
  const [before = "", after = ""] = t("commented on {title}", { title: "\u0000" }).split("\u0000");
  return [h("span", {}, before, link, after)];
}

function resolvedLine({ resolved_at, resolved_by }: CommentMark, page: ChatPage): HTMLElement | null {
  if (resolved_at === null) return null;
  const name = displayName(page.store.person(resolved_by ?? ""));
  return h("p", { class: "comment-resolved" }, icon("resolved", "small"), t("Resolved by {name}", { name }));
}
