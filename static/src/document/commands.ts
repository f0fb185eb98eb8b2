/** What the toolbar can do: each command's name, icon, key, whether it is on, and how it runs. */

import type { Editor } from "@tiptap/core";
import bold from "lucide-static/icons/bold.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import blockMenu from "lucide-static/icons/grip-vertical.svg?raw";
import heading1 from "lucide-static/icons/heading-1.svg?raw";
import heading2 from "lucide-static/icons/heading-2.svg?raw";
import heading3 from "lucide-static/icons/heading-3.svg?raw";
import highlight from "lucide-static/icons/highlighter.svg?raw";
import picture from "lucide-static/icons/image.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import link from "lucide-static/icons/link.svg?raw";
import bullets from "lucide-static/icons/list.svg?raw";
import numbers from "lucide-static/icons/list-ordered.svg?raw";
import tasks from "lucide-static/icons/list-todo.svg?raw";
import rule from "lucide-static/icons/minus.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import redo from "lucide-static/icons/redo-2.svg?raw";
import codeBlock from "lucide-static/icons/square-code.svg?raw";
import strike from "lucide-static/icons/strikethrough.svg?raw";
import table from "lucide-static/icons/table.svg?raw";
import tableMenu from "lucide-static/icons/table-properties.svg?raw";
import quote from "lucide-static/icons/text-quote.svg?raw";
import underline from "lucide-static/icons/underline.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import { t } from "../i18n.ts";
import { openBlockMenu } from "./blocks/acts.ts";
import { insertFiles, insertTable } from "./insert.ts";
import { openInsertMenu } from "./slash/menu.ts";
import { openTableMenu } from "./tables/menu.ts";
import { uploadsOf } from "./uploads/uploads.ts";

export interface ToolbarCommand {
  /** a name that is never translated */
  readonly id: string;
  readonly name: string;
  /** SVG source; without one the name itself stands on the button. */
  readonly icon?: string;
  /** As a person presses it; "Mod" is Ctrl or ⌘. */
  readonly keys?: string;
  /** Shown only where it means something (inside a table). */
  readonly shown?: (editor: Editor) => boolean;
  readonly on?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
  /** Left out where there is little room. */
  readonly wide?: boolean;
  /** `button` is what was pressed, for menus that open at it. */
  readonly run: (editor: Editor, button: HTMLElement) => void;
}

const inTable = (editor: Editor): boolean => editor.isActive("table");

const HISTORY: ToolbarCommand[] = [
  {
    id: "undo",
    name: t("Undo"),
    icon: undo,
    keys: "Mod+Z",
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    id: "redo",
    name: t("Redo"),
    icon: redo,
    keys: "Mod+Shift+Z",
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

const HEADINGS: ToolbarCommand[] = ([1, 2, 3] as const).map((level) => ({
  id: `heading-${level}`,
  wide: level === 3,
  name: t("Heading {level}", { level }),
  icon: { 1: heading1, 2: heading2, 3: heading3 }[level],
  keys: `Mod+Alt+${level}`,
  on: (editor) => editor.isActive("heading", { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
}));

function mark(name: string, icon: string, keys: string, type: string, wide = false): ToolbarCommand {
  return {
    id: type,
    wide,
    name,
    icon,
    keys,
    on: (editor) => editor.isActive(type),
    can: (editor) => editor.can().toggleMark(type),
    run: (editor) => editor.chain().focus().toggleMark(type).run(),
  };
}

const MARKS: ToolbarCommand[] = [
  mark(t("Bold"), bold, "Mod+B", "bold"),
  mark(t("Italic"), italic, "Mod+I", "italic"),
  mark(t("Underline"), underline, "Mod+U", "underline", true),
  mark(t("Strikethrough"), strike, "Mod+Shift+S", "strike", true),
  mark(t("Code"), code, "Mod+E", "code", true),
  mark(t("Highlight"), highlight, "Mod+Shift+H", "highlight"),
];

const LISTS: ToolbarCommand[] = [
  {
    id: "bullets",
    name: t("Bulleted list"),
    icon: bullets,
    keys: "Mod+Shift+8",
    on: (editor) => editor.isActive("bulletList"),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: "numbers",
    name: t("Numbered list"),
    icon: numbers,
    keys: "Mod+Shift+7",
    on: (editor) => editor.isActive("orderedList"),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: "tasks",
    name: t("Task list"),
    icon: tasks,
    keys: "Mod+Shift+9",
    on: (editor) => editor.isActive("taskList"),
    run: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
];

const BLOCKS: ToolbarCommand[] = [
  {
    id: "quote",
    wide: true,
    name: t("Quote"),
    icon: quote,
    keys: "Mod+Shift+B",
    on: (editor) => editor.isActive("blockquote"),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    id: "code-block",
    wide: true,
    name: t("Code block"),
    icon: codeBlock,
    keys: "Mod+Alt+C",
    on: (editor) => editor.isActive("codeBlock"),
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
  {
    id: "divider",
    wide: true,
    name: t("Divider"),
    icon: rule,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
];

const INSERT: ToolbarCommand[] = [
  {
    id: "insert",
    name: t("Insert"),
    icon: plus,
    can: (editor) => !editor.isActive("codeBlock"),
    run: openInsertMenu,
  },
  {
    id: "picture",
    name: t("Picture"),
    icon: picture,
    can: (editor) => !editor.isActive("codeBlock"),
    run: (editor) => {
      const uploads = uploadsOf(editor);
      if (uploads) insertFiles(editor, uploads, true);
    },
  },
  {
    id: "table",
    name: t("Table"),
    icon: table,
    shown: (editor) => !inTable(editor),
    can: (editor) => !editor.isActive("codeBlock"),
    run: insertTable,
  },
  {
    id: "table-menu",
    name: t("Change the table"),
    icon: tableMenu,
    shown: inTable,
    run: openTableMenu,
  },
  { id: "block-menu", name: t("Block"), icon: blockMenu, run: openBlockMenu },
];

function linkCommand(editLink: (editor: Editor) => void): ToolbarCommand {
  return {
    id: "link",
    name: t("Link"),
    icon: link,
    keys: "Mod+K",
    on: (editor) => editor.isActive("link"),
    can: (editor) => !editor.isActive("codeBlock"),
    run: editLink,
  };
}

export function toolbarCommands(editLink: (editor: Editor) => void): ToolbarCommand[][] {
  return [HISTORY, INSERT, HEADINGS, [...MARKS, linkCommand(editLink)], LISTS, BLOCKS];
}

/** One of the toolbar's commands, for menus that offer it too. */
export function commandNamed(id: string, editLink: (editor: Editor) => void): ToolbarCommand | undefined {
  return [...MARKS, linkCommand(editLink)].find((command) => command.id === id);
}
