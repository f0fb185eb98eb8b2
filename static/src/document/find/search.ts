/** Finding words in a document. Pure. */
import type { Node } from "@tiptap/pm/model";

export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

export interface Match {
  readonly from: number;
  readonly to: number;
  /** What `$&`, `$1` … stand for in a replacement. */
  readonly groups: readonly string[];
}

export const NO_QUERY: Query = { text: "", matchCase: false, wholeWord: false, regex: false };
/** More matches than this are not looked for. */
export const MOST = 10_000;
/** Stands for what is no text (a mention, a picture): nothing that is typed matches it. */
const NO_TEXT = "\u{fffc}";

/** The pattern of a query; null when there is nothing to look for or a regular expression is not one. */
export function pattern(query: Query): RegExp | null {
  if (query.text === "") return null;
  const source = query.regex ? query.text : query.text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const whole = query.wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
  try {
    return new RegExp(whole, query.matchCase ? "gu" : "giu");
  } catch {
    return null;
  }
}

/** A block's text, one character for each position, so that an index is a position. */
function textOf(block: Node): string {
  let text = "";
  block.forEach((node) => {
    text += node.isText ? (node.text ?? "") : NO_TEXT.repeat(node.nodeSize);
  });
  return text;
}

/** All matches in the order of the text; a match lies within one block. */
export function matches(doc: Node, query: Query): Match[] {
  const wanted = pattern(query);
  const found: Match[] = [];
  if (!wanted) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return found.length < MOST;
    for (const match of textOf(node).matchAll(wanted)) {
      if (match[0] === "" || match[0].includes(NO_TEXT)) continue;
      if (found.length >= MOST) break;
      const from = pos + 1 + match.index;
      found.push({ from, to: from + match[0].length, groups: match.map((group) => group ?? "") });
    }
    return false;
  });
  return found;
}

/** The match to stand on: the first at or after `pos`, from the top again behind the last; -1 without any. */
export function matchFrom(found: readonly Match[], pos: number): number {
  if (found.length === 0) return -1;
  return Math.max(
    found.findIndex((match) => match.from >= pos),
    0,
  );
}

/** What a match is replaced with: as it was typed, or with the parts of a regular expression. */
export function replacement(match: Match, typed: string, regex: boolean): string {
  if (!regex) return typed;
  return typed.replace(/\$(\$|&|\d)/g, (_, name: string) => {
    if (name === "$") return "$";
    return match.groups[name === "&" ? 0 : Number(name)] ?? "";
  });
}
