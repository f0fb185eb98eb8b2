/**
 * The markdown of announcements as elements: paragraphs, lists, quotes, code, headings (as strong lines), bold, italic,
 * struck, links. Text is always text, never markup, and only addresses that we follow become links.
 */
import { type Child, h } from "../ui/dom.ts";
import { oneLine, safeUrl } from "./texts.ts";

const FENCE = /^(```|~~~)/;
const BULLET = /^\s{0,3}[-*+]\s+/;
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+/;
const QUOTE = /^\s{0,3}>\s?/;
const HEADING = /^\s{0,3}#{1,6}\s+/;
/** Quotes in quotes and marks in marks end here: nobody writes more, and each costs a call. */
const DEEPEST = 6;

/** A block's elements in their order. */
export function markdown(source: string): HTMLElement[] {
  return blocks(source.replace(/\r\n?/g, "\n").split("\n"), 0);
}

/** The same as one plain line, for toasts and lists; at most `most` characters. */
export function markdownLine(source: string, most = 140): string {
  return oneLine(markdown(source).map(wordsOf).join(" "), most);
}

/** Its text; where a new line or item begins, a space. */
function wordsOf(node: Node): string {
  if (node.nodeName === "BR") return " ";
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  const inside = [...node.childNodes].map(wordsOf);
  return inside.join(node.nodeName === "UL" || node.nodeName === "OL" ? " " : "");
}

function blocks(lines: readonly string[], depth: number): HTMLElement[] {
  const made: HTMLElement[] = [];
  let at = 0;
  const run = (fits: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && fits(lines[at] ?? "")) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at++;
    else if (FENCE.test(line)) {
      at++;
      const code = run((one) => !FENCE.test(one));
      at++;
      made.push(h("pre", {}, h("code", {}, code.join("\n"))));
    } else if (HEADING.test(line)) {
      at++;
      made.push(h("p", {}, h("strong", {}, ...inline(line.replace(HEADING, ""), depth))));
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      const inside = run((one) => QUOTE.test(one)).map((one) => one.replace(QUOTE, ""));
      made.push(h("blockquote", {}, ...blocks(inside, depth + 1)));
    } else if (BULLET.test(line) || NUMBER.test(line)) {
      const mark = BULLET.test(line) ? BULLET : NUMBER;
      const items = run((one) => mark.test(one));
      const list = items.map((one) => h("li", {}, ...inline(one.replace(mark, ""), depth)));
      made.push(h(mark === BULLET ? "ul" : "ol", {}, ...list));
    } else {
      at++;
      const rest = run((one) => one.trim() !== "" && !startsBlock(one));
      made.push(h("p", {}, ...broken([line, ...rest], depth)));
    }
  }
  return made;
}

function startsBlock(line: string): boolean {
  return [FENCE, HEADING, QUOTE, BULLET, NUMBER].some((mark) => mark.test(line));
}

function broken(lines: readonly string[], depth: number): Child[] {
  return lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...inline(line.trim(), depth)]);
}

/** One of: an escaped sign, code, a link, bold, italic, struck, a bare address. Each branch is linear. */
const MARK =
  /\\([\\`*_~[\](){}#>+.!|-])|`([^`]+)`|\[([^\][]*)\]\(([^()\s]*)\)|\*\*([^*]+(?:\*[^*]+\*[^*]*)?)\*\*|\*([^*\s][^*]*)\*|(?<![\p{L}\p{N}])_([^_\s][^_]*)_(?![\p{L}\p{N}])|~~([^~]+)~~|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"])/gu;

function inline(text: string, depth: number): Child[] {
  if (depth > DEEPEST) return [text];
  const made: Child[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    made.push(text.slice(at, found.index), element(found, depth + 1));
    at = found.index + found[0].length;
  }
  made.push(text.slice(at));
  return made.filter((part) => part !== "");
}

function element(found: RegExpMatchArray, depth: number): Child {
  const [whole, escaped, code, words, target, bold, star, line, struck, bare] = found;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return h("code", {}, code);
  if (target !== undefined) return link(words || target, target, depth) ?? whole;
  if (bold !== undefined) return h("strong", {}, ...inline(bold, depth));
  if (struck !== undefined) return h("s", {}, ...inline(struck, depth));
  if (bare !== undefined) return link(bare, bare, DEEPEST + 1);
  return h("em", {}, ...inline(star ?? line ?? "", depth));
}

function link(words: string, target: string, depth: number): HTMLElement | null {
  const url = safeUrl(target);
  if (url === null) return null;
  const outside = !url.startsWith("/");
  return h(
    "a",
    { href: url, ...(outside ? { target: "_blank", rel: "noopener noreferrer" } : {}) },
    ...inline(words, depth),
  );
}
