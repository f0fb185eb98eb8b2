/** What Google Docs puts into the clipboard: everything in one `<b>` that is not bold, the looks in spans. */
import { unwrap } from "./dom.ts";

export function isGoogle(html: string): boolean {
  return /id="?docs-internal-guid-|google-sheets-html-origin/.test(html);
}

export function cleanGoogle(body: HTMLElement): void {
  for (const wrapper of [
    ...body.querySelectorAll('b[id^="docs-internal-guid-"], google-sheets-html-origin'),
  ]) {
    unwrap(wrapper);
  }
  // Empty lines between blocks are its way to keep them apart.
  for (const child of [...body.children]) if (child.localName === "br") child.remove();
  checklists(body);
  nestedLists(body);
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a[href^="https://www.google.com/url?"]')) {
    const to = new URL(link.href).searchParams.get("q");
    if (to) link.href = to;
  }
}

/** Checklists are lists whose items begin with a picture of a box and say in their role whether it is ticked. */
function checklists(body: HTMLElement): void {
  for (const item of body.querySelectorAll<HTMLElement>('li[role="checkbox"]')) {
    item.dataset.type = "taskItem";
    item.dataset.checked = String(item.getAttribute("aria-checked") === "true");
    item.parentElement?.setAttribute("data-type", "taskList");
    for (const picture of item.querySelectorAll("img")) picture.remove();
  }
}

/** Its inner lists stand beside the item they belong to, not in it. */
function nestedLists(body: HTMLElement): void {
  for (const list of [...body.querySelectorAll("ul > ul, ul > ol, ol > ol, ol > ul")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
  }
}
