/** The highlighter and its common languages: loaded with the first code on the page. */
import { common, createLowlight } from "lowlight";

const lowlight = createLowlight(common);

/** A stretch of a text with the classes of its kind: [from, to, classes]. */
export type Stretch = readonly [number, number, string];

interface Part {
  type: string;
  value?: string;
  properties?: { className?: string[] };
  children?: Part[];
}

/** What of `code` is what; nothing for a language that is not known. */
export function stretches(language: string, code: string): Stretch[] {
  if (!lowlight.registered(language)) return [];
  const found: Stretch[] = [];
  let at = 0;
  const walk = (parts: readonly Part[], classes: string): void => {
    for (const part of parts) {
      if (part.children)
        walk(part.children, [classes, ...(part.properties?.className ?? [])].join(" ").trim());
      else {
        const to = at + (part.value?.length ?? 0);
        if (classes !== "" && to > at) found.push([at, to, classes]);
        at = to;
      }
    }
  };
  walk(lowlight.highlight(language, code).children as Part[], "");
  return found;
}
