/** What Word puts into the clipboard: paragraphs that only look like lists and headings, and much that is no content. */
import { parsed, renamed, unwrap } from "./dom.ts";

export function isWord(html: string): boolean {
  return /<meta[^>]+(?:Microsoft Word|Word\.Document)|class="?Mso|xmlns:w="|mso-list:/i.test(html);
}

export function cleanWord(body: HTMLElement): void {
  // `o:p` and other elements of its own hold words, or nothing.
  for (const own of [...body.querySelectorAll("*")].filter((each) => each.tagName.includes(":"))) unwrap(own);
  for (const [sign, name] of [
    ["p.MsoTitle, p[class^=MsoTitle]", "h1"],
    ["p.MsoSubtitle", "h2"],
    ["p.MsoQuote, p.MsoIntenseQuote", "blockquote"],
  ] as const) {
    for (const element of [...body.querySelectorAll(sign)]) {
      renamed(element, name);
    }
  }
  for (const paragraph of [
    ...body.querySelectorAll<HTMLElement>("p[class^=MsoHeading], p[style*='mso-outline-level']"),
  ]) {
    const level =
      /^MsoHeading(\d)/.exec(paragraph.className)?.[1] ??
      parsed(paragraph.getAttribute("style") ?? "").get("mso-outline-level");
    if (level && Number(level) >= 1 && Number(level) <= 9)
      renamed(paragraph, `h${Math.min(3, Number(level))}`);
  }
  hidden(body);
  lists(body);
  for (const paragraph of [...body.querySelectorAll("p")]) {
    if (paragraph.textContent?.replace(/\u00a0/g, "").trim() === "" && !paragraph.querySelector("img, br"))
      paragraph.remove();
  }
  for (const picture of [...body.querySelectorAll("img")]) {
    if (/^file:/i.test(picture.getAttribute("src") ?? "")) picture.remove(); // lies on the other person's disk
  }
}

/** What Word marks as not to be seen: comments' anchors, hidden words, tabs drawn as spans. */
function hidden(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll<HTMLElement>("[style]")]) {
    const style = parsed(element.getAttribute("style") ?? "");
    if (
      style.get("display") === "none" ||
      style.get("mso-hide") === "all" ||
      (style.has("mso-element") && style.get("mso-element") !== "para-border-div")
    ) {
      element.remove();
    } else if (style.has("mso-tab-count")) element.replaceWith(" ");
    else if (style.has("mso-spacerun")) element.replaceWith(" ");
  }
}

interface Item {
  element: HTMLElement;
  list: string;
  level: number;
  /** as Word drew it: "1.", "a)", "·" */
  sign: string;
}

const LIST = /\bl(\d+)\s+level(\d+)/;

function itemOf(element: Element): Item | null {
  if (!(element.localName === "p" || /^h[1-3]$/.test(element.localName))) return null;
  const style = element.getAttribute("style") ?? "";
  const said = LIST.exec(parsed(style).get("mso-list") ?? "");
  if (!said) return null;
  const mark = [...element.querySelectorAll<HTMLElement>("span[style]")].find(
    (span) => parsed(span.getAttribute("style") ?? "").get("mso-list") === "ignore",
  );
  const sign = (mark?.textContent ?? "").replace(/\s|\u00a0/g, "");
  mark?.remove();
  return { element: element as HTMLElement, list: said[1] ?? "", level: Math.min(8, Number(said[2])), sign };
}

const ordered = (sign: string) => /^\(?(?:\d+|[a-z]{1,4}|[ivxlc]+)[.)]/i.test(sign);

/** Neighbouring paragraphs of one list become a list, their levels lists in lists. */
function lists(body: HTMLElement): void {
  const page = body.ownerDocument;
  let open: { list: Element; level: number }[] = [];
  let last: Element | null = null;
  for (const element of [...body.querySelectorAll("p, h1, h2, h3")]) {
    const item = itemOf(element);
    if (!item) continue;
    const follows = last !== null && behind(last, element);
    if (!follows) open = [];
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > item.level) open.pop();
    const name = ordered(item.sign) ? "ol" : "ul";
    let top = open.at(-1);
    if (top && top.level === item.level && top.list.localName !== name) {
      open.pop();
      top = undefined;
    }
    if (!top || top.level < item.level) {
      const list = page.createElement(name);
      const start = Number.parseInt(item.sign.replace(/^\(/, ""), 10);
      if (name === "ol" && start > 1) list.setAttribute("start", String(start));
      const outer = open.at(-1)?.list.lastElementChild;
      if (outer) outer.append(list);
      else element.before(list);
      top = { list, level: item.level };
      open.push(top);
    }
    const line = page.createElement("li");
    const inner = page.createElement("p");
    inner.append(...element.childNodes);
    line.append(inner);
    top.list.append(line);
    last = open[0]?.list ?? null;
    element.remove();
  }
}

/** Whether nothing but blanks stands between two elements. */
function behind(first: Element, second: Element): boolean {
  let next: ChildNode | null = first.nextSibling;
  while (next && next !== second) {
    if (next.nodeType === 1 || next.textContent?.trim() !== "") return false;
    next = next.nextSibling;
  }
  return next === second;
}
