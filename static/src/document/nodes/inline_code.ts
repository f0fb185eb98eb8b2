/** Code among the words. It may be suggested away or in, and wears nothing else. */
import { Code } from "@tiptap/extension-code";

export const InlineCode = Code.extend({ excludes: "bold italic strike underline highlight link" });
