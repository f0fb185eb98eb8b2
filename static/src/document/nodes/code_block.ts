/** Code. Its language is a name that highlight.js knows, or null. */
import { CodeBlock } from "@tiptap/extension-code-block";
import { LONGEST } from "./attributes.ts";
import type { Viewed } from "./view.ts";

type Options = NonNullable<Parameters<typeof CodeBlock.configure>[0]>;

const CLASS = /(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]+)/;

/** The language that markup names: `language-x` on the code or what is around it, `data-language`, `lang`. */
export function languageOf(element: Element): string | null {
  const code = element.querySelector("code");
  for (const each of [code, element, element.parentElement]) {
    const said = each?.getAttribute("data-language") ?? CLASS.exec(each?.className ?? "")?.[1];
    if (said) return said.toLowerCase().slice(0, LONGEST.id);
  }
  return null;
}

export const Code = CodeBlock.extend<Options & Viewed>({
  marks: "insertion deletion",
  addOptions() {
    return { ...(this.parent?.() as Options), view: null };
  },
  addAttributes() {
    return {
      language: {
        default: null,
        parseHTML: (element: HTMLElement) => languageOf(element),
        rendered: false,
      },
    };
  },
  addNodeView() {
    return this.options.view;
  },
});
