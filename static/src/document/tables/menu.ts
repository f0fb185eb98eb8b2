/** What one can do with a table, as one menu: at the table's corner, and in the toolbar. */
import type { ChainedCommands, Editor } from "@tiptap/core";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { openMenu } from "../../ui/menu.ts";

interface Act {
  label: string;
  /** one of TipTap's commands for tables */
  command: keyof ChainedCommands;
}

const GROUPS = (): Act[][] => [
  [
    { label: t("Row above"), command: "addRowBefore" },
    { label: t("Row below"), command: "addRowAfter" },
    { label: t("Column before"), command: "addColumnBefore" },
    { label: t("Column behind"), command: "addColumnAfter" },
  ],
  [
    { label: t("Header row"), command: "toggleHeaderRow" },
    { label: t("Header column"), command: "toggleHeaderColumn" },
    { label: t("Merge cells"), command: "mergeCells" },
    { label: t("Split cell"), command: "splitCell" },
  ],
  [
    { label: t("Delete row"), command: "deleteRow" },
    { label: t("Delete column"), command: "deleteColumn" },
    { label: t("Delete table"), command: "deleteTable" },
  ],
];

type Run = (chain: ChainedCommands) => ChainedCommands;
const runner =
  (command: keyof ChainedCommands): Run =>
  (chain) =>
    (chain[command] as () => ChainedCommands)();

function can(editor: Editor, { command }: Act): boolean {
  const commands = editor.can() as unknown as Record<string, () => boolean>;
  return commands[command]?.() ?? false;
}

export function openTableMenu(editor: Editor, anchor: HTMLElement): void {
  const item = (act: Act) =>
    h(
      "button",
      {
        type: "button",
        class: act.command === "deleteTable" ? "menu-item bad" : "menu-item",
        disabled: !can(editor, act),
        onclick: () => {
          close();
          runner(act.command)(editor.chain().focus()).run();
        },
      },
      act.label,
    );
  const groups = GROUPS().map((group) => group.map(item));
  const children = groups.flatMap((group, index) => (index === 0 ? group : [h("hr", {}), ...group]));
  const close = openMenu(anchor, children, { label: t("Table") });
}
