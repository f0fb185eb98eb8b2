/** Slash commands for the shape of the text. */
import type { Editor } from "@tiptap/core";
import heading1 from "lucide-static/icons/heading-1.svg?raw";
import heading2 from "lucide-static/icons/heading-2.svg?raw";
import heading3 from "lucide-static/icons/heading-3.svg?raw";
import bullets from "lucide-static/icons/list.svg?raw";
import details from "lucide-static/icons/list-collapse.svg?raw";
import numbers from "lucide-static/icons/list-ordered.svg?raw";
import tasks from "lucide-static/icons/list-todo.svg?raw";
import text from "lucide-static/icons/pilcrow.svg?raw";
import code from "lucide-static/icons/square-code.svg?raw";
import quote from "lucide-static/icons/text-quote.svg?raw";
import { t } from "../../i18n.ts";
import { CALLOUTS } from "../nodes/callout.ts";
import { CALLOUT_ICONS, CALLOUT_WORDS } from "../views/callout_view.ts";
import type { SlashItem } from "./items.ts";

const HEADING_ICONS = [heading1, heading2, heading3];

export function basicItems(): SlashItem[] {
  const group = t("Text");
  const lists = t("Lists");
  const make = (
    name: string,
    icon: readonly [string, string],
    help: string,
    words: string[],
    run: (editor: Editor) => void,
    where = group,
  ): SlashItem => ({ name, icon, help, words, run, group: where });
  return [
    make(t("Paragraph"), ["pilcrow", text], t("Plain text"), ["paragraph", "text", "normal"], (editor) =>
      editor.chain().focus().clearNodes().run(),
    ),
    ...([1, 2, 3] as const).map((level) =>
      make(
        t("Heading {level}", { level }),
        [`heading-${level}`, HEADING_ICONS[level - 1] ?? heading1],
        `${"#".repeat(level)} `,
        ["heading", "title", `h${level}`],
        (editor) => editor.chain().focus().setHeading({ level }).run(),
      ),
    ),
    make(t("Quote"), ["text-quote", quote], "> ", ["quote", "blockquote"], (editor) =>
      editor.chain().focus().toggleBlockquote().run(),
    ),
    make(t("Code block"), ["square-code", code], "``` ", ["code", "source", "program"], (editor) =>
      editor.chain().focus().setCodeBlock().run(),
    ),
    make(
      t("Folding section"),
      ["list-collapse", details],
      t("A heading that opens and closes"),
      ["details", "collapse", "toggle", "spoiler", "section"],
      (editor) => editor.chain().focus().setDetails().run(),
    ),
    make(
      t("Bulleted list"),
      ["list", bullets],
      "- ",
      ["bullet", "unordered", "ul"],
      (editor) => editor.chain().focus().toggleBulletList().run(),
      lists,
    ),
    make(
      t("Numbered list"),
      ["list-ordered", numbers],
      "1. ",
      ["ordered", "numbered", "ol"],
      (editor) => editor.chain().focus().toggleOrderedList().run(),
      lists,
    ),
    make(
      t("Task list"),
      ["list-todo", tasks],
      "[ ] ",
      ["todo", "checklist", "checkbox", "task"],
      (editor) => editor.chain().focus().toggleTaskList().run(),
      lists,
    ),
    ...CALLOUTS.map((kind) =>
      make(
        t("Box: {kind}", { kind: CALLOUT_WORDS[kind] }),
        [`callout-${kind}`, CALLOUT_ICONS[kind]],
        t("Stands out from the text"),
        ["callout", "box", "admonition", kind, CALLOUT_WORDS[kind]],
        (editor) => editor.chain().focus().setCallout(kind).run(),
        t("Boxes"),
      ),
    ),
  ];
}
