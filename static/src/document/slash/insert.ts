/** Slash commands that put something into the text. */
import type { Editor } from "@tiptap/core";
import mention from "lucide-static/icons/at-sign.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import document from "lucide-static/icons/file-text.svg?raw";
import room from "lucide-static/icons/hash.svg?raw";
import image from "lucide-static/icons/image.svg?raw";
import rule from "lucide-static/icons/minus.svg?raw";
import card from "lucide-static/icons/panel-top.svg?raw";
import clip from "lucide-static/icons/paperclip.svg?raw";
import math from "lucide-static/icons/sigma.svg?raw";
import emoji from "lucide-static/icons/smile.svg?raw";
import inlineMath from "lucide-static/icons/square-function.svg?raw";
import table from "lucide-static/icons/table.svg?raw";
import { t } from "../../i18n.ts";
import { insertDate, insertFiles, insertLinkCard, insertMath, insertTable } from "../insert.ts";
import type { Uploads } from "../uploads/uploads.ts";
import type { SlashItem } from "./items.ts";

export function insertItems(uploads: Uploads): SlashItem[] {
  const group = t("Insert");
  const people = t("Mention");
  const typed = (sign: string) => (editor: Editor) => editor.chain().focus().insertContent(sign).run();
  return [
    {
      group,
      name: t("Picture"),
      icon: ["image", image],
      help: t("Upload, paste or drop"),
      words: ["image", "photo", "picture"],
      run: (editor) => insertFiles(editor, uploads, true),
    },
    {
      group,
      name: t("File"),
      icon: ["paperclip", clip],
      help: t("Anything, to be fetched by readers"),
      words: ["attachment", "upload", "file"],
      run: (editor) => insertFiles(editor, uploads, false),
    },
    {
      group,
      name: t("Table"),
      icon: ["table", table],
      help: t("Three by three to begin with"),
      words: ["table", "grid", "spreadsheet"],
      run: insertTable,
    },
    {
      group,
      name: t("Divider"),
      icon: ["minus", rule],
      help: "---",
      words: ["divider", "rule", "line", "hr"],
      run: (editor) => editor.chain().focus().setHorizontalRule().run(),
    },
    {
      group,
      name: t("Link card"),
      icon: ["panel-top", card],
      help: t("A link with its title"),
      words: ["link", "bookmark", "embed", "card", "url"],
      run: insertLinkCard,
    },
    {
      group,
      name: t("Formula"),
      icon: ["sigma", math],
      help: "$$ ",
      words: ["math", "latex", "equation", "formula", "katex"],
      run: (editor) => insertMath(editor, true),
    },
    {
      group,
      name: t("Formula in the line"),
      icon: ["square-function", inlineMath],
      help: "$x^2$",
      words: ["math", "latex", "inline", "formula"],
      run: (editor) => insertMath(editor, false),
    },
    {
      group,
      name: t("Date"),
      icon: ["calendar", calendar],
      help: t("Today, or another day"),
      words: ["date", "day", "today", "calendar"],
      run: insertDate,
    },
    {
      group,
      name: t("Emoji"),
      icon: ["smile", emoji],
      help: ":",
      words: ["emoji", "smiley"],
      run: typed(":"),
    },
    {
      group: people,
      name: t("Person"),
      icon: ["at-sign", mention],
      help: "@",
      words: ["mention", "person", "user"],
      run: typed("@"),
    },
    {
      group: people,
      name: t("Room"),
      icon: ["hash", room],
      help: "#",
      words: ["room", "mention"],
      run: typed("#"),
    },
    {
      group: people,
      name: t("Document"),
      icon: ["file-text", document],
      help: "[[",
      words: ["document", "page", "mention"],
      run: typed("[["),
    },
  ];
}
