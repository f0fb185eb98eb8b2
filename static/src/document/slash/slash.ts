/** `/` and what follows: everything that can be put into the text, by name. */
import { t } from "../../i18n.ts";
import { tokenAt } from "../../ui/autocomplete_token.ts";
import { svg } from "../../ui/icons.ts";
import type { Completer } from "../complete/machine.ts";
import { fitting } from "./filter.ts";
import type { SlashItem } from "./items.ts";

export function slashCompleter(items: readonly SlashItem[]): Completer {
  return {
    name: t("Insert"),
    token: (before) => tokenAt(before, before.length, "/", { chars: /[\p{L}\p{N}-]/u }),
    find: (query, editor) =>
      fitting(
        items.filter((item) => item.shown?.(editor) ?? true),
        query,
      ).map((item) => ({
        label: item.name,
        hint: item.help,
        face: svg(`slash-${item.icon[0]}`, item.icon[1], "small"),
        group: item.group,
        take: (taker, range) => {
          taker.chain().focus().deleteRange(range).run();
          item.run(taker);
        },
      })),
  };
}
