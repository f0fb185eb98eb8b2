/** Words of markdown with their marks. Pure. */
import type { JSONContent } from "@tiptap/core";
import type { Token, Tokens } from "marked";
import { LONGEST, safeAddress } from "../nodes/attributes.ts";

type Marks = NonNullable<JSONContent["marks"]>;

const MARKS: Record<string, string> = { strong: "bold", em: "italic", del: "strike" };
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
/** As the editor's own input rule reads formulas: prices stay prices. */
const FORMULA = /(?<![\\$\w])\$([^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)/g;
const TAGS: Record<string, string> = { u: "underline", mark: "highlight" };

export function inlines(tokens: readonly Token[], marks: Marks = []): JSONContent[] {
  const out: JSONContent[] = [];
  let now = marks;
  for (const token of tokens) {
    // `<u>` and `<mark>` have no sign in markdown; other tags stay as they are written.
    const tag = token.type === "html" ? /^<(\/?)(u|mark)>$/i.exec(token.raw.trim()) : null;
    const mark = tag ? TAGS[(tag[2] ?? "").toLowerCase()] : undefined;
    if (tag && mark) {
      now = tag[1] ? now.filter((each) => each.type !== mark) : [...now, { type: mark }];
      continue;
    }
    out.push(...inline(token, now));
  }
  return out;
}

function inline(token: Token, marks: Marks): JSONContent[] {
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return inlines(token.tokens ?? [], [...marks, { type: MARKS[token.type] ?? "" }]);
    case "codespan":
      return words((token as Tokens.Codespan).text, [...marks, { type: "code" }]);
    case "br":
      return [{ type: "hardBreak" }];
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw.trim()) ? [{ type: "hardBreak" }] : words(token.raw, marks);
    case "link":
      return link(token as Tokens.Link, marks);
    case "image":
      return words((token as Tokens.Image).text, marks);
    case "escape":
      return words((token as Tokens.Escape).text, marks);
    default:
      return token.type === "text" && token.tokens
        ? inlines(token.tokens, marks)
        : formulas(decoded((token as Tokens.Text).text ?? token.raw), marks);
  }
}

function link({ href, tokens, text }: Tokens.Link, marks: Marks): JSONContent[] {
  const safe = safeAddress(href);
  if (safe === "") return words(text, marks);
  return inlines(tokens, [...marks, { type: "link", attrs: { href: safe } }]);
}

function words(text: string, marks: Marks): JSONContent[] {
  const plain = text.replace(/\n/g, " ");
  return plain === "" ? [] : [{ type: "text", text: plain, ...(marks.length > 0 ? { marks } : {}) }];
}

function formulas(text: string, marks: Marks): JSONContent[] {
  const out: JSONContent[] = [];
  let at = 0;
  for (const match of text.matchAll(FORMULA)) {
    out.push(...words(text.slice(at, match.index), marks));
    out.push({ type: "inlineMath", attrs: { latex: (match[1] ?? "").slice(0, LONGEST.latex) } });
    at = match.index + match[0].length;
  }
  return [...out, ...words(text.slice(at), marks)];
}

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
