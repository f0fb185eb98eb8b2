/** Things a message shows besides its own words: a quoted message, what is behind a link. */
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { clock, dayName, daysAgo, timeElement } from "../ui/time.ts";
import type { Preview, Quote } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { permalink, richText } from "./rich_text.ts";

/** A quoted or forwarded message, with the way to it. */
export function quoteView(quote: Quote, page: ChatPage): HTMLElement {
  const { store } = page;
  const here = quote.room === store.room.id;
  const when = clock(quote.created_at);
  const day = daysAgo(new Date(quote.created_at), new Date()) > 0 ? `${dayName(quote.created_at)}, ` : "";
  const link = h(
    "a",
    { class: "quote-link", href: permalink(quote.room, quote.message), "data-act": "quote" },
    here ? t("Show") : t("Show in {room}", { room: quote.room_name ? `#${quote.room_name}` : t("its room") }),
  );
  return h(
    "blockquote",
    { class: "quote-card" },
    h(
      "div",
      { class: "quote-head" },
      h("strong", {}, displayName(store.person(quote.author))),
      here || !quote.room_name ? null : h("span", {}, `#${quote.room_name}`),
      timeElement(quote.created_at, day + when),
      link,
    ),
    richText(quote.html, `quote-${quote.message}`, store.names),
  );
}

/** What is behind a link. The picture's box has its height before the picture is there. */
export function previewView(preview: Preview): HTMLElement {
  const { url, title, description, image, site } = preview;
  return h(
    "a",
    { class: "preview", href: url, target: "_blank", rel: "noopener nofollow" },
    h(
      "span",
      { class: "preview-text" },
      site ? h("span", { class: "preview-site" }, site) : null,
      h("strong", {}, title || url),
      description ? h("span", { class: "preview-about" }, description) : null,
    ),
    image ? h("img", { class: "preview-image", src: image, alt: "", loading: "lazy" }) : null,
  );
}
