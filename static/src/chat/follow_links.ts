/** Links to messages of this room open in place, without loading the page anew. */
import type { ChatPage } from "./context.ts";
import { messageOfLink } from "./rich_text.ts";

export function followLinks(event: MouseEvent, page: ChatPage): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  const target = link && messageOfLink(link.href, location.origin);
  if (!target || target.room !== page.store.room.id) return;
  event.preventDefault();
  page.goTo(target.message);
}
