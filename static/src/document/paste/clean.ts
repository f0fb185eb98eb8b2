/**
 * Markup that other programs put into the clipboard, made into what the schema reads: structure stays, looks go.
 * Works on a document that is never shown: nothing in it loads or runs.
 */
import { parsed, renamed, rewrapped, unwrap } from "./dom.ts";
import { cleanGoogle, isGoogle } from "./google.ts";
import { cleanWord, isWord } from "./word.ts";

/** Elements that are no content, whatever made them. */
const NOTHING =
  "script, style, meta, link, title, xml, iframe, object, embed, noscript, template, svg, colgroup:empty";
const BREAK = "br.Apple-interchange-newline";

/** Cleaned markup, for the editor's own parser. What the editor itself copied comes back as it is. */
export function cleanPasted(html: string): string {
  if (/data-pm-slice/.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  const { body } = page;
  const word = isWord(html);
  for (const element of body.querySelectorAll(`${NOTHING}, ${BREAK}`)) element.remove();
  dropComments(body);
  if (word) cleanWord(body);
  else if (isGoogle(html)) cleanGoogle(body);
  styleToMarks(body);
  headings(body);
  tidyTables(body);
  boxes(body);
  for (const element of body.querySelectorAll("[style], [class]:not(pre, code)")) {
    element.removeAttribute("style");
    if (!["pre", "code"].includes(element.localName)) element.removeAttribute("class");
  }
  return body.innerHTML.trim();
}

function dropComments(root: Node): void {
  for (const child of [...root.childNodes]) {
    if (child.nodeType === 8) child.remove();
    else dropComments(child);
  }
}

/** `<span style="font-weight:700">` means bold; the other way round, `<b style="font-weight:normal">` means nothing. */
function styleToMarks(body: HTMLElement): void {
  for (const element of [
    ...body.querySelectorAll<HTMLElement>("span[style], font[style], b, strong, em, i"),
  ]) {
    const style = parsed(element.getAttribute("style") ?? "");
    const weight = style.get("font-weight") ?? "";
    const name = element.localName;
    if ((name === "b" || name === "strong") && /^(?:normal|[1-4]00)$/.test(weight)) {
      unwrap(element);
      continue;
    }
    if ((name === "em" || name === "i") && style.get("font-style") === "normal") {
      unwrap(element);
      continue;
    }
    if (name !== "span" && name !== "font") continue;
    const line = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
    const linked = element.closest("a") !== null;
    const heading = element.closest("h1, h2, h3, h4, h5, h6") !== null;
    const marks = [
      (weight === "bold" || /^[6-9]00$/.test(weight)) && !heading && "strong",
      style.get("font-style") === "italic" && "em",
      /line-through/.test(line) && "s",
      /underline/.test(line) && !linked && "u",
      marked(style.get("background-color") ?? style.get("background") ?? "") && "mark",
      /courier|consolas|mono|menlo/i.test(style.get("font-family") ?? "") && "code",
    ].filter((each): each is string => typeof each === "string");
    rewrapped(element, marks);
  }
}

/** A background that somebody chose; white and none are the page's own. */
function marked(background: string): boolean {
  const colour = background.toLowerCase().replace(/\s+/g, "");
  if (colour === "" || /^(?:transparent|inherit|initial|none|white|window|#fff|#ffffff)$/.test(colour))
    return false;
  if (/^rgba?\(255,255,255|^rgba\(.*,0\)$/.test(colour)) return false;
  return /^(?:#|rgb|yellow|lime|cyan|aqua|magenta|fuchsia|orange|pink|lightgreen)/.test(colour);
}

/** Three levels are known here. */
function headings(body: HTMLElement): void {
  for (const heading of [...body.querySelectorAll("h4, h5, h6")]) renamed(heading, "h3");
}

/** A first row that is all bold, or stands in a thead, is a header; widths of other programs are not ours. */
function tidyTables(body: HTMLElement): void {
  for (const cell of [...body.querySelectorAll("thead td")]) renamed(cell, "th");
  for (const table of body.querySelectorAll("table")) {
    const first = table.querySelector("tr");
    const cells = [...(first?.children ?? [])];
    const bold = (cell: Element) => {
      const words = cell.textContent?.trim() ?? "";
      const loud = [...cell.querySelectorAll("strong, b")].map((each) => each.textContent ?? "").join("");
      return words !== "" && loud.replace(/\s+/g, "") === words.replace(/\s+/g, "");
    };
    if (cells.length > 1 && cells.every((cell) => cell.localName === "td" && bold(cell))) {
      for (const cell of cells) {
        for (const loud of [...cell.querySelectorAll("strong, b")]) unwrap(loud);
        renamed(cell, "th");
      }
    }
  }
  for (const sized of body.querySelectorAll("[width], col[style]")) {
    if (sized.localName !== "img") sized.removeAttribute("width");
    if (sized.localName === "col") sized.removeAttribute("style");
  }
}

/** GitHub's task lists and boxes. */
function boxes(body: HTMLElement): void {
  for (const box of [...body.querySelectorAll<HTMLInputElement>("li input[type=checkbox]")]) {
    const item = box.closest("li");
    if (!item || item.hasAttribute("data-checked")) continue;
    item.dataset.checked = String(box.hasAttribute("checked"));
    item.dataset.type = "taskItem";
    item.parentElement?.setAttribute("data-type", "taskList");
    box.remove();
  }
}
