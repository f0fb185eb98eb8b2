/** Markdown as nodes. `marked` takes the text apart; it is only loaded when markdown is pasted. Pure. */
import type { JSONContent } from "@tiptap/core";
import { Marked, type Token, type Tokens } from "marked";
import { LONGEST, safeAddress } from "../nodes/attributes.ts";
import { CALLOUTS } from "../nodes/callout.ts";
import { inlines } from "./read_inline.ts";

const marked = new Marked({ gfm: true });
/** Levels of nesting that are followed; deeper ones become text. */
const DEEPEST = 12;

/** The blocks of a text. Never throws, never makes what the schema does not know. */
export function fromMarkdown(text: string): JSONContent[] {
  return blocks(marked.lexer(text.replace(/\r\n?/g, "\n")), 0);
}

function blocks(tokens: readonly Token[], depth: number): JSONContent[] {
  return tokens.flatMap((token) => block(token, depth));
}

const paragraph = (content: JSONContent[]): JSONContent => ({ type: "paragraph", content });
const some = (content: JSONContent[]): JSONContent[] =>
  content.length > 0 ? content : [{ type: "paragraph" }];

function block(token: Token, depth: number): JSONContent[] {
  if (depth > DEEPEST) return [paragraph([{ type: "text", text: token.raw.slice(0, 10_000) || " " }])];
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "heading":
      return [
        { type: "heading", attrs: { level: Math.min(3, token.depth) }, content: inlines(token.tokens ?? []) },
      ];
    case "code":
      return [code(token as Tokens.Code)];
    case "hr":
      return [{ type: "horizontalRule" }];
    case "blockquote":
      return [quote(token as Tokens.Blockquote, depth)];
    case "list":
      return list(token as Tokens.List, depth);
    case "table":
      return [table(token as Tokens.Table)];
    case "html":
      return html(token.raw);
    case "paragraph":
    case "text":
      return words(token as Tokens.Paragraph);
    default:
      return token.raw.trim() ? [paragraph([{ type: "text", text: token.raw }])] : [];
  }
}

function code({ text, lang }: Tokens.Code): JSONContent {
  const language = /^[\w+#.-]+/.exec(lang ?? "")?.[0]?.toLowerCase() ?? null;
  if (language === "math") return { type: "blockMath", attrs: { latex: text.slice(0, LONGEST.latex) } };
  return { type: "codeBlock", attrs: { language }, content: text ? [{ type: "text", text }] : [] };
}

/** A paragraph; one that is only a picture or a formula is that. */
function words(token: Tokens.Paragraph | Tokens.Text): JSONContent[] {
  const formula = /^\s*\$\$([\s\S]+)\$\$\s*$/.exec(token.raw);
  if (formula?.[1])
    return [{ type: "blockMath", attrs: { latex: formula[1].trim().slice(0, LONGEST.latex) } }];
  const tokens = token.tokens ?? [];
  const pictures = tokens
    .filter((each) => each.type === "image")
    .flatMap((each) => picture(each as Tokens.Image));
  const rest = inlines(tokens.filter((each) => each.type !== "image"));
  const empty = rest.every((each) => each.type === "text" && each.text?.trim() === "");
  return empty ? pictures : [paragraph(rest), ...pictures];
}

function picture({ href, text, title }: Tokens.Image): JSONContent[] {
  const src = safeAddress(href);
  if (src === "") return [];
  const file = /^\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//.exec(src)?.[1] ?? null;
  return [
    { type: "image", attrs: { file, src, alt: text.slice(0, 1_000), title: (title ?? "").slice(0, 500) } },
  ];
}

const ALERT = /^\[!(note|tip|important|warning|caution|info|danger)\][^\S\n]*\n?/i;
const KINDS: Record<string, string> = { note: "info", important: "info", caution: "danger" };

/** `> [!TIP]` is a box, everything else a quote. */
function quote(token: Tokens.Blockquote, depth: number): JSONContent {
  const raw = token.text ?? "";
  const said = ALERT.exec(raw)?.[1]?.toLowerCase();
  if (said === undefined) return { type: "blockquote", content: some(blocks(token.tokens, depth + 1)) };
  const kind = CALLOUTS.find((each) => each === (KINDS[said] ?? said)) ?? "info";
  const inside = marked.lexer(raw.replace(ALERT, ""));
  return { type: "callout", attrs: { kind }, content: some(blocks(inside, depth + 1)) };
}

/** Tasks and other items do not mix here: a list that has both is cut where the kind changes. */
function list(token: Tokens.List, depth: number): JSONContent[] {
  const out: JSONContent[] = [];
  let start = Number(token.start) || 1;
  for (const item of token.items) {
    const type = item.task ? "taskList" : token.ordered ? "orderedList" : "bulletList";
    if (out.at(-1)?.type !== type) {
      out.push({ type, ...(type === "orderedList" ? { attrs: { start } } : {}), content: [] });
    }
    const content = item.tokens.filter((each) => (each.type as string) !== "checkbox");
    out.at(-1)?.content?.push({
      type: item.task ? "taskItem" : "listItem",
      ...(item.task ? { attrs: { checked: item.checked === true } } : {}),
      content: begun(blocks(content, depth + 1)),
    });
    start++;
  }
  return out;
}

/** An item begins with a paragraph. */
function begun(content: JSONContent[]): JSONContent[] {
  return content[0]?.type === "paragraph" ? content : [{ type: "paragraph" }, ...content];
}

function table(token: Tokens.Table): JSONContent {
  const row = (cells: readonly Tokens.TableCell[], type: string): JSONContent => ({
    type: "tableRow",
    content: cells.map((cell) => ({ type, content: [paragraph(inlines(cell.tokens))] })),
  });
  return {
    type: "table",
    content: [row(token.header, "tableHeader"), ...token.rows.map((cells) => row(cells, "tableCell"))],
  };
}

/** Markup in markdown stays as it is written, but for comments: whoever wants markup pastes markup. */
function html(raw: string): JSONContent[] {
  const text = raw.replace(/<!--[\s\S]*?-->/g, "").trim();
  return text ? [paragraph([{ type: "text", text }])] : [];
}
