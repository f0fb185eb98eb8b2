/** Small steps on markup that is never shown. */

/** The declarations of a style attribute, by name in lower case. */
export function parsed(style: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of style.split(";")) {
    const at = part.indexOf(":");
    if (at > 0)
      found.set(
        part.slice(0, at).trim().toLowerCase(),
        part
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return found;
}

export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** The same content in an element of another name; the spans of cells are all that is kept. */
export function renamed(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name);
  for (const each of ["colspan", "rowspan"]) {
    const said = element.getAttribute(each);
    if (said) other.setAttribute(each, said);
  }
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/** Puts elements around what an element holds, and takes the element itself away. */
export function rewrapped(element: Element, names: readonly string[]): void {
  const page = element.ownerDocument;
  let inner: Node[] = [...element.childNodes];
  if (element.textContent?.trim() !== "") {
    for (const name of names) {
      const outer = page.createElement(name);
      outer.append(...inner);
      inner = [outer];
    }
  }
  element.replaceWith(...inner);
}
