/** A part of the document as markdown: what GitHub reads, with `$…$` for formulas. Pure. */
import type { Mark, Node } from "@tiptap/pm/model";
import { type MentionAttributes, mentionAddress, mentionWords } from "../nodes/mention.ts";

/** Node by node; a list joins its items by itself. */
export function toMarkdown(node: Node): string {
  return block(node)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

export function blocksToMarkdown(nodes: readonly Node[]): string {
  return nodes
    .map((node) => block(node))
    .join("\n\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function children(node: Node): Node[] {
  return [...node.children];
}

const indented = (text: string, by: string) => text.replace(/\n(?=.)/g, `\n${" ".repeat(by.length)}`);
const prefixed = (text: string, by: string) =>
  text
    .split("\n")
    .map((line) => `${by}${line}`.trimEnd())
    .join("\n");
const inner = (node: Node) => children(node).map(block).join("\n\n");

const ALERTS: Record<string, string> = { info: "NOTE", tip: "TIP", warning: "WARNING", danger: "CAUTION" };

function block(node: Node): string {
  const { attrs } = node;
  switch (node.type.name) {
    case "heading":
      return `${"#".repeat(Number(attrs.level) || 1)} ${inline(node)}`;
    case "bulletList":
      return items(node, () => "- ");
    case "orderedList":
      return items(node, (index) => `${(Number(attrs.start) || 1) + index}. `);
    case "taskList":
      return items(node, (_index, item) => `- [${item.attrs.checked ? "x" : " "}] `, 2);
    case "blockquote":
      return prefixed(inner(node), "> ");
    case "messageQuote":
      return prefixed(`**${text(String(attrs.name || attrs.author))}:**\n\n${inner(node)}`, "> ");
    case "callout":
      return `> [!${ALERTS[String(attrs.kind)] ?? "NOTE"}]\n${prefixed(inner(node), "> ")}`;
    case "codeBlock":
      return fenced(node.textContent, String(attrs.language ?? ""));
    case "horizontalRule":
      return "---";
    case "image":
      return `![${text(String(attrs.alt))}](${address(String(attrs.src))})`;
    case "attachment":
      return attrs.file
        ? `[${text(String(attrs.name))}](/files/${attrs.file}/${encodeURIComponent(attrs.name)})`
        : "";
    case "linkCard":
      return `[${text(String(attrs.title || attrs.href))}](${address(String(attrs.href))})`;
    case "blockMath":
      return `$$\n${attrs.latex}\n$$`;
    case "details":
      return details(node);
    case "table":
      return table(node);
    case "text":
    case "mention":
    case "date":
    case "inlineMath":
    case "hardBreak":
      return runs([node]);
    default:
      return node.isTextblock ? inline(node) : inner(node);
  }
}

function items(list: Node, sign: (index: number, item: Node) => string, width?: number): string {
  return children(list)
    .map((item, index) => {
      const said = sign(index, item);
      const parts = children(item).map(block);
      // A list within an item follows without an empty line, or the whole list would become a loose one.
      const loose = children(item).some((child, at) => at > 0 && !/List$/.test(child.type.name));
      return said + indented(parts.join(loose ? "\n\n" : "\n"), " ".repeat(width ?? said.length));
    })
    .join("\n");
}

function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

function details(node: Node): string {
  const summary = node.firstChild ? inline(node.firstChild) : "";
  const content = node.lastChild ? inner(node.lastChild) : "";
  return `<details${node.attrs.open ? " open" : ""}>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Rows of one line each; the first is the header, as markdown has no table without one. */
function table(node: Node): string {
  const rows = children(node).map((row) =>
    children(row).map((cell) =>
      inner(cell)
        .replace(/\s*\n+\s*/g, "<br>")
        .replaceAll("|", "\\|"),
    ),
  );
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${" --- |".repeat(columns)}`, ...rest.map(line)].join("\n");
}

const SIGNS: Record<string, readonly [string, string]> = {
  bold: ["**", "**"],
  italic: ["*", "*"],
  strike: ["~~", "~~"],
  underline: ["<u>", "</u>"],
  highlight: ["<mark>", "</mark>"],
};
const ORDER = ["link", "bold", "italic", "strike", "underline", "highlight", "code"];

function inline(node: Node): string {
  return runs(children(node)).replace(/^(\s*)(#{1,6} |[-+*] |\d+[.)] |>)/, "$1\\$2");
}

/** Marks open and close like brackets: what reaches farther stands outside. */
function runs(nodes: readonly Node[]): string {
  let out = "";
  let open: Mark[] = [];
  const close = (keep: number) => {
    const gone = open.slice(keep).reverse();
    const blanks = /\s*$/.exec(out)?.[0] ?? "";
    out = out.slice(0, out.length - blanks.length) + gone.map((mark) => sign(mark, 1)).join("") + blanks;
    open = open.slice(0, keep);
  };
  for (const node of nodes) {
    const marks = [...node.marks]
      .filter((mark) => ORDER.includes(mark.type.name))
      .sort((a, b) => ORDER.indexOf(a.type.name) - ORDER.indexOf(b.type.name));
    let same = 0;
    while (same < open.length && same < marks.length && open[same]?.eq(marks[same] as Mark)) same++;
    close(same);
    const fresh = marks.slice(same);
    const said = leaf(
      node,
      marks.some((mark) => mark.type.name === "code"),
    );
    const blanks = fresh.length > 0 ? (/^\s*/.exec(said)?.[0] ?? "") : "";
    out += blanks + fresh.map((mark) => sign(mark, 0)).join("") + said.slice(blanks.length);
    open = marks;
  }
  close(0);
  return out;
}

function sign(mark: Mark, side: 0 | 1): string {
  if (mark.type.name === "code") return "`";
  if (mark.type.name === "link") return side === 0 ? "[" : `](${address(String(mark.attrs.href))})`;
  return SIGNS[mark.type.name]?.[side] ?? "";
}

function leaf(node: Node, code: boolean): string {
  switch (node.type.name) {
    case "hardBreak":
      return "\\\n";
    case "inlineMath":
      return `$${node.attrs.latex}$`;
    case "date":
      return String(node.attrs.value);
    case "mention": {
      const attributes = node.attrs as MentionAttributes;
      const to = mentionAddress(attributes);
      return to ? `[${text(mentionWords(attributes))}](${to})` : `@${attributes.id}`;
    }
    default:
      return code ? (node.text ?? "") : text(node.text ?? "");
  }
}

/** Words as words: what would be a sign of markdown's stands behind a backslash. */
function text(words: string): string {
  return words.replace(/[\\`*_[\]<>~$]/g, (sign, at: number) => {
    // Inside of a word these two mean nothing.
    const within = /\w/.test(words[at - 1] ?? "") && /\w/.test(words[at + 1] ?? "");
    if (sign === "_" && within) return sign;
    if (sign === "<" && !/[a-z/!]/i.test(words[at + 1] ?? "")) return sign;
    if (sign === ">" || (sign === "~" && words[at + 1] !== "~" && words[at - 1] !== "~")) return sign;
    return `\\${sign}`;
  });
}

function address(href: string): string {
  return href.replace(/[\s()<>]/g, (char) =>
    encodeURIComponent(char).replace("(", "%28").replace(")", "%29"),
  );
}
