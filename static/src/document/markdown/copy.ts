/** Copies parts of the document as markdown. */
import type { Node } from "@tiptap/pm/model";
import { t } from "../../i18n.ts";
import { toast, toastError } from "../../ui/toast.ts";
import { blocksToMarkdown } from "./write.ts";

/** The clipboard must be asked in the turn of the click, so the writing is not awaited before. */
export function copyMarkdown(...nodes: readonly Node[]): Promise<void> {
  return navigator.clipboard
    .writeText(`${blocksToMarkdown(nodes)}\n`)
    .then(() => void toast(t("Markdown is in the clipboard."), { kind: "good" }), toastError);
}
