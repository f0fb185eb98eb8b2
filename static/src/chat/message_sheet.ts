/** The tools of a message on a touch screen: a sheet at the bottom. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { usedEmoji } from "../ui/emoji_kept.ts";
import { icon } from "../ui/icons.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { emojiText } from "./emoji_text.ts";
import type { Act } from "./message_menu.ts";
import { pickReaction } from "./reactions_view.ts";

/** `emoji`: those at hand; none where one may not react. */
export function openSheet(
  message: Message,
  acts: readonly Act[],
  emoji: readonly string[],
  page: ChatPage,
  onClose: () => void,
): void {
  const react = (one: string) => {
    usedEmoji(one);
    page.store.acts.toggle(page.store.find(message.id) ?? message, one);
  };
  const after = (run: () => void) => () => {
    dialog.close();
    run();
  };
  const quick = emoji.map((one) =>
    h(
      "button",
      {
        type: "button",
        class: "sheet-emoji",
        "aria-label": t("React with {emoji}", { emoji: one }),
        onclick: after(() => react(one)),
      },
      emojiText(one),
    ),
  );
  const more = h(
    "button",
    {
      type: "button",
      class: "sheet-emoji",
      "aria-label": t("React"),
      onclick: after(() => void pickReaction(message, document.body, page)),
    },
    icon("smile"),
  );
  const dialog = openDialog(
    t("Message"),
    [
      emoji.length ? h("div", { class: "sheet-quick" }, ...quick, more) : null,
      ...acts.flatMap((act) => {
        const item = h(
          "button",
          {
            type: "button",
            class: act.danger ? "menu-item danger" : "menu-item",
            onclick: after(() => act.run()),
          },
          icon(act.icon),
          act.label,
        );
        return act.group ? [h("hr", { class: "rule" }), item] : [item];
      }),
    ],
    onClose,
  );
  dialog.element.classList.add("sheet");
}
