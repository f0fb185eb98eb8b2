/** Comments on the document's page: the panel, the marks in the text, the keys, and what the bubble offers. */
import "../styles/comments.css";
import quote from "lucide-static/icons/message-square-quote.svg?raw";
import comment from "lucide-static/icons/message-square-text.svg?raw";
import { registerBubbleAct } from "../document/bubble/acts.ts";
import type { DocumentContext } from "../document/context.ts";
import { onDocument, registerAct, registerPanel } from "../document/panels/registry.ts";
import { t } from "../i18n.ts";
import { Controller, PANEL } from "./controller.ts";
import { CommentsPanel } from "./panel.ts";

const controllers = new WeakMap<DocumentContext, Controller>();

/** The page's comments; made when they are first asked for. */
function commentsOf(context: DocumentContext): Controller {
  const known = controllers.get(context);
  if (known) return known;
  const made = new Controller(context);
  controllers.set(context, made);
  return made;
}

registerPanel({
  name: PANEL,
  label: t("Comments"),
  icon: comment,
  order: 20,
  open: (container, context) => {
    const panel = new CommentsPanel(container, commentsOf(context));
    return () => panel.end();
  },
});

registerAct({
  name: "comment",
  label: t("Comment"),
  icon: comment,
  order: 20,
  keys: "Ctrl+Alt+M",
  shown: (context) => commentsOf(context).mayComment,
  run: (context) => commentsOf(context).begin(),
});

async function quoteInChat(context: DocumentContext): Promise<void> {
  const { openQuoteInChat } = await import("./quote_in_chat.ts");
  openQuoteInChat(context);
}

registerAct({
  name: "quote-in-chat",
  label: t("Quote in chat…"),
  icon: quote,
  order: 21,
  shown: (context) => !context.editor.state.selection.empty,
  run: (context) => void quoteInChat(context),
});

/** Ctrl+Alt+M, as elsewhere: wherever the focus is. */
function listen(controller: Controller): void {
  addEventListener("keydown", (event) => {
    if (event.code !== "KeyM" || !event.altKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    controller.begin();
  });
}

/** At a selection, for those who may only read or comment too. */
function offer(context: DocumentContext, controller: Controller): void {
  registerBubbleAct({
    name: "comment",
    label: t("Comment"),
    icon: comment,
    order: 100,
    keys: "Mod+Alt+M",
    reading: true,
    shown: () => controller.mayComment,
    run: () => controller.begin(),
  });
  registerBubbleAct({
    name: "quote-in-chat",
    label: t("Quote in chat…"),
    icon: quote,
    order: 110,
    reading: true,
    run: () => void quoteInChat(context),
  });
}

onDocument((context) => {
  const controller = commentsOf(context);
  offer(context, controller);
  listen(controller);
  controller.follow(new URLSearchParams(location.search));
});
