/** What one can do with a block as a whole. */
import { type Editor, Extension } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import arrowDown from "lucide-static/icons/arrow-down.svg?raw";
import arrowUp from "lucide-static/icons/arrow-up.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import duplicate from "lucide-static/icons/copy-plus.svg?raw";
import fold from "lucide-static/icons/list-collapse.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { svg } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import { copyMarkdown } from "../markdown/copy.ts";
import { freshMentions } from "../nodes/fresh.ts";
import { shownKeys } from "../shown_keys.ts";
import { type Block, blockOf, moveBlock } from "./move.ts";

function moved(editor: Editor, by: 1 | -1): boolean {
  const block = blockOf(editor.state.selection);
  const { tr } = editor.state;
  if (!block || !editor.isEditable) return false;
  if (moveBlock(tr, block, by)) editor.view.dispatch(tr);
  return true; // the keys are ours, also at the end of the row
}

export const BlockKeys = Extension.create({
  name: "blockKeys",
  priority: 900,
  addKeyboardShortcuts() {
    return {
      "Alt-Shift-ArrowUp": ({ editor }) => moved(editor, -1),
      "Alt-Shift-ArrowDown": ({ editor }) => moved(editor, 1),
    };
  },
});

/** An empty line behind a block, with the slash menu open on it. */
export function addBehind(editor: Editor, { node, at }: Block): void {
  const item = ["listItem", "taskItem"].includes(node.type.name);
  const behind = at + node.nodeSize;
  const line = { type: "paragraph" };
  const content = item ? { type: node.type.name, content: [line] } : line;
  editor
    .chain()
    .insertContentAt(behind, content)
    .setTextSelection(behind + (item ? 2 : 1))
    .focus()
    .insertContent(item ? "" : "/")
    .run();
}

function withBlock(editor: Editor, change: (block: Block) => void): void {
  const block = blockOf(editor.state.selection);
  if (block) change(block);
  editor.commands.focus();
}

interface Act {
  label: string;
  icon: readonly [string, string];
  keys?: string;
  run(): void;
}

function actsFor(editor: Editor): Act[] {
  const now = () => editor.state.tr;
  const acts: Act[] = [
    {
      label: t("Move up"),
      icon: ["arrow-up", arrowUp],
      keys: "Alt+Shift+↑",
      run: () => moved(editor, -1),
    },
    {
      label: t("Move down"),
      icon: ["arrow-down", arrowDown],
      keys: "Alt+Shift+↓",
      run: () => moved(editor, 1),
    },
    {
      label: t("Add below"),
      icon: ["plus", plus],
      run: () => withBlock(editor, (block) => addBehind(editor, block)),
    },
    {
      label: t("Duplicate"),
      icon: ["copy-plus", duplicate],
      run: () =>
        withBlock(editor, ({ node, at }) =>
          editor.view.dispatch(now().insert(at + node.nodeSize, freshMentions(node))),
        ),
    },
    {
      label: t("Copy as Markdown"),
      icon: ["copy", copy],
      run: () => withBlock(editor, ({ node }) => void copyMarkdown(node)),
    },
    {
      label: t("Delete"),
      icon: ["trash-2", trash],
      run: () =>
        withBlock(editor, ({ node, at }) => editor.view.dispatch(now().delete(at, at + node.nodeSize))),
    },
  ];
  const block = blockOf(editor.state.selection);
  if (block?.node.type.name === "details") {
    const open = block.node.attrs.open === true;
    acts.splice(2, 0, {
      label: open ? t("Folded at first") : t("Open at first"),
      icon: ["list-collapse", fold],
      run: () =>
        withBlock(editor, ({ at }) => editor.view.dispatch(now().setNodeAttribute(at, "open", !open))),
    });
  }
  return acts;
}

/** The menu of the block that is selected, or holds the cursor. */
export function openBlockMenu(editor: Editor, anchor: HTMLElement): void {
  const items = actsFor(editor).map(({ label, icon, keys, run }) =>
    h(
      "button",
      {
        type: "button",
        class: "menu-item",
        onclick: () => {
          close();
          run();
        },
      },
      svg(icon[0], icon[1]),
      h("span", { class: "grow" }, label),
      keys ? h("kbd", {}, shownKeys(keys)) : null,
    ),
  );
  const close = openMenu(anchor, items, { label: t("Block") });
}

/** Selects a block as a whole where that is possible, else puts the cursor into it. */
export function selectBlock(editor: Editor, { node, at }: Block): void {
  const { tr } = editor.state;
  if (NodeSelection.isSelectable(node)) tr.setSelection(NodeSelection.create(tr.doc, at));
  editor.view.dispatch(tr);
}
