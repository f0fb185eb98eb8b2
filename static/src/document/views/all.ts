/** How this page's editor draws nodes. */
import type { Views } from "../extensions.ts";
import type { Uploads } from "../uploads/uploads.ts";
import { attachmentView } from "./attachment_view.ts";
import { calloutView } from "./callout_view.ts";
import { codeView } from "./code_view.ts";
import { dateView } from "./date_view.ts";
import { detailsView } from "./details_view.ts";
import { linkCardView } from "./link_card_view.ts";
import { blockMathView, inlineMathView } from "./math_view.ts";
import { mentionView } from "./mention_view.ts";
import { messageQuoteView } from "./message_quote_view.ts";
import { pictureView } from "./picture_view.ts";

export function allViews(uploads: Uploads): Views {
  return {
    attachment: attachmentView(uploads),
    blockMath: blockMathView,
    callout: calloutView,
    codeBlock: codeView,
    date: dateView,
    details: detailsView,
    image: pictureView(uploads),
    inlineMath: inlineMathView,
    linkCard: linkCardView,
    mention: mentionView,
    messageQuote: messageQuoteView,
  };
}
