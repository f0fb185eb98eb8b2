/** A comment in the list: its passage, its first words, who answered. */
import { messageLine } from "../chat/message_view.ts";
import { plural, t } from "../i18n.ts";
import { avatar } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { resolveComment } from "./api.ts";
import type { Controller } from "./controller.ts";
import { type Comment, isOrphan } from "./order.ts";
import type { PageOfComments } from "./thread_view.ts";

/** What a card depends on: it is drawn anew when this changes. */
export function cardShows(comment: Comment, { ranges, store, mayComment }: Controller): string {
  const { root } = comment;
  const place = store.placeOf(comment);
  const author = place?.person(root.author);
  const state = [isOrphan(comment, ranges), store.unread(comment), mayComment, place?.room.abilities.react];
  return JSON.stringify([root.seq, root.reactions, author?.name, author?.colour, ...state]);
}

export function card(comment: Comment, controller: Controller, page: PageOfComments): HTMLElement {
  const { root, mark } = comment;
  const line = messageLine(root, true, page, true);
  const orphan = isOrphan(comment, controller.ranges);
  const element = h(
    "li",
    { class: "comment-card", "data-comment-card": mark.id },
    orphan ? orphanLine() : null,
    line,
    footOf(comment, controller),
  );
  element.classList.toggle("orphan", orphan);
  element.classList.toggle("resolved", mark.resolved_at !== null);
  element.addEventListener("click", (event) => {
    const { target } = event;
    if (target instanceof Element && !target.closest("button, a, input, [role=button]"))
      controller.show(mark.id);
  });
  return element;
}

/** The passage was deleted; what it said is kept with the comment. */
export function orphanLine(): HTMLElement {
  return h(
    "p",
    { class: "comment-orphan" },
    icon("info", "small"),
    t("The passage is no longer in the text."),
  );
}

function footOf(comment: Comment, controller: Controller): HTMLElement {
  const { root, mark } = comment;
  const count = root.replies?.count ?? 0;
  const store = controller.store.placeOf(comment);
  const faces = (root.replies?.people ?? []).slice(0, 3);
  const unread = controller.store.unread(comment);
  return h(
    "div",
    { class: "comment-foot" },
    h(
      "button",
      { type: "button", class: "thread-line", "data-act": "open", onclick: () => controller.show(mark.id) },
      h(
        "span",
        { class: "thread-faces", "aria-hidden": "true" },
        ...(store ? faces.map((name) => avatar(store.person(name), "small")) : []),
      ),
      h("span", { class: "thread-count" }, count ? plural(count, "{n} reply", "{n} replies") : t("Reply")),
      unread ? h("span", { class: "comment-unread" }, t("New")) : null,
    ),
    controller.mayComment ? resolveButton(comment, controller) : null,
  );
}

export function resolveButton({ mark }: Comment, { store }: Controller): HTMLElement {
  const resolved = mark.resolved_at !== null;
  const label = resolved ? t("Open again") : t("Resolve");
  return h(
    "button",
    {
      type: "button",
      class: "button quiet small",
      "data-act": "resolve",
      onclick: () =>
        void resolveComment(mark.id, !resolved).then((message) => store.put(message), toastError),
    },
    icon(resolved ? "retry" : "resolved", "small"),
    label,
  );
}
