"""HTML to a tree. What the editor itself writes is read back whole; of everything else the structure that it knows.

Styles, scripts and forms are left out; nothing is fetched.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from collab.content.errors import Unreadable, gettext_noop
from collab.content.html_names import FLOW, INLINE_MARKS, LEFT_OUT
from collab.content.links import from_link, image_from
from collab.content.nodes import block, mark, text, words_of
from collab.core.fit import fit
from collab.core.schema import INLINE
from collab.core.space import tidy
from collab.core.tree import Node

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]+)")
_PIXELS: Final = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$")
_MOST_DEEP: Final = 200


def read_html(html: str) -> list[Node]:
    """The blocks and inline nodes of a piece of HTML, not fitted yet."""
    if not html.strip():
        return []
    try:
        root = _sound(lxml_html.fragment_fromstring, html, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(gettext_noop("It is not HTML that can be read."), str(error)[:100]) from error
    return _Reader().children(root, (), 0)


def read_html_document(html: str) -> tuple[str, list[Node]]:
    """The title and the blocks of a page, ready to be written."""
    title, nodes = parse_html_document(html)
    return title, fit({"type": "doc", "content": nodes})["content"]


def parse_html_document(html: str) -> tuple[str, list[Node]]:
    """The title and the nodes of a page, not fitted yet."""
    if not html.strip():
        return "", []
    try:
        root = _sound(lxml_html.document_fromstring, html)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(gettext_noop("It is not HTML that can be read."), str(error)[:100]) from error
    title = root.findtext(".//title") or ""
    body = root.find("body")
    return _SPACE.sub(" ", title).strip(), _Reader().children(root if body is None else body, (), 0)


def read_inline_tag(tag: str) -> Node | None:
    """The node that one empty tag among words stands for."""
    found = re.match(r"<\s*(br|img)\b", tag, re.IGNORECASE)
    if found is None:
        return None
    nodes = read_html(tag)
    return nodes[0] if nodes else None


def _sound(parse: Callable[..., Any], html: str, **options: Any) -> Any:
    """The parsed root. The library cuts off what is nested too deep, so that must be said."""
    parser = _parser()
    root = parse(_unmark(html), parser=parser, **options)
    for entry in parser.error_log:
        if "Excessive depth" in str(entry.message):
            raise Unreadable(gettext_noop("It is nested deeper than can be read."), f"line {entry.line}")
    return root


def _parser() -> Any:
    return lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False)


def _unmark(html: str) -> bytes:
    """As bytes: of a text that names its encoding itself lxml takes no str."""
    return re.sub(r"[\x00\ud800-\udfff]", "", html).encode()


class _Reader:
    """Walks elements. `marks` are those around, `depth` how deep the element lies."""

    def children(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        out: list[Node] = []
        self._text(out, element.text, marks)
        for child in element:
            if isinstance(child.tag, str):
                out += self._element(child, marks, depth + 1)
            self._text(out, child.tail, marks)
        return out

    @staticmethod
    def _text(out: list[Node], words: str | None, marks: Sequence[Node]) -> None:
        if words:
            out.append(text(_SPACE.sub(" ", words), marks))

    def _element(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        tag = element.tag.lower()
        if depth > _MOST_DEEP:
            return [text(element.text_content(), marks)]
        if tag in LEFT_OUT:
            return []
        known = _TAGS.get(tag)
        if kind := element.get("data-type"):
            known = _TYPES.get(kind, known)
        if known is not None:
            return known(self, element, marks, depth)
        if tag in FLOW:
            return self.flow(element, marks, depth)
        return self.children(element, _marked(element, tag, marks), depth)

    def flow(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        """What stands alone, without being more than that."""
        return separated(self.children(element, _marked(element, "", marks), depth))

    def inline(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return tidy(self.children(element, _marked(element, "", marks), depth))

    def paragraph(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("paragraph", self.inline(element, marks, depth))]

    def heading(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        level = min(int(element.tag[1]), 3)
        return [block("heading", self.inline(element, marks, depth), level=level)]

    def list_(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        items = [node for node in self.children(element, marks, depth) if not _blank(node)]
        start = element.get("start", "")
        kind = "orderedList" if element.tag == "ol" else "bulletList"
        number = (
            int(start) if start.isascii() and start.isdigit() and len(start) < 8 and start != "1" else None
        )
        return _lists(kind, items, number if kind == "orderedList" else None)

    def item(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        checked = _checked(element)
        content = separated(self.children(element, marks, depth))
        if checked is None:
            return [block("listItem", content)]
        return [block("taskItem", content, checked=checked)]

    def quote(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("blockquote", separated(self.children(element, marks, depth)))]

    def code(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        for each in element.iter("br"):
            each.tail = "\n" + (each.tail or "")
        words = element.text_content().removesuffix("\n")
        inner = next(iter(element.iter("code")), None)
        said = element.get("data-language") or (inner.get("data-language") if inner is not None else None)
        for each in (inner, element):
            if not said and each is not None and (found := _LANGUAGE.search(each.get("class") or "")):
                said = found[1].lower()
        return [block("codeBlock", [text(words)] if words else [], language=said or None)]

    def rule(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("horizontalRule")]

    def break_(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("hardBreak")]

    def image(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        width = _PIXELS.match(element.get("width") or "")
        align = element.get("data-align") or element.get("align")
        return [
            image_from(
                (element.get("src") or "").strip(),
                element.get("alt") or "",
                element.get("title") or "",
                width=int(width[1]) if width else None,
                align=align.lower() if align else None,
                file=element.get("data-file"),
            )
        ]

    def link(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        href = (element.get("href") or "").strip()
        if not href:
            return self.children(element, marks, depth)
        inside = self.children(element, [*marks, mark("link", href=href)], depth)
        made = from_link(href, words_of(inside).strip(), element.get("title") or "")
        return [made] if made else inside

    def table(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        caption = [
            block("paragraph", self.inline(each, [*marks, mark("bold")], depth))
            for each in element.iterchildren("caption")
        ]
        rows = [
            self.row(row, marks, depth)
            for row in element.iter("tr")
            if next(row.iterancestors("table"), None) is element
        ]
        return [*caption, block("table", rows)]

    def row(self, element: Any, marks: Sequence[Node], depth: int) -> Node:
        cells = []
        for cell in element.iterchildren("td", "th"):
            kind = "tableHeader" if cell.tag == "th" else "tableCell"
            content = separated(self.children(cell, _marked(cell, "", marks), depth + 2))
            widths = [int(each) for each in (cell.get("colwidth") or "").split(",") if each.isdigit()]
            cells.append(
                block(
                    kind,
                    content,
                    colspan=cell.get("colspan"),
                    rowspan=cell.get("rowspan"),
                    colwidth=widths or None,
                )
            )
        return block("tableRow", cells)

    def details(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        content = self.children(element, marks, depth)
        return [block("details", content, open=True if element.get("open") is not None else None)]

    def summary(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("detailsSummary", self.inline(element, marks, depth))]

    def time(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        day = (element.get("datetime") or "")[:10]
        if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", day):
            return [block("date", value=day)]
        return self.children(element, marks, depth)

    def math(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        """MathML that brings its LaTeX along."""
        for each in element.iter("annotation"):
            if "tex" in (each.get("encoding") or "") and each.text:
                return [block("inlineMath", latex=each.text.strip())]
        return [text(_SPACE.sub(" ", element.text_content()), marks)]

    def ours(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        """A node of the editor that HTML has no element for: its attributes are `data-…`."""
        kind = element.get("data-type")
        attrs = {
            key.removeprefix("data-"): value
            for key, value in element.attrib.items()
            if key.startswith("data-") and key != "data-type"
        }
        if kind in _ATOMS:
            return [{"type": kind, "attrs": _from_words(kind, element, attrs)}]
        made: Node = {"type": kind, "content": separated(self.children(element, marks, depth))}
        return [{**made, "attrs": attrs} if attrs else made]

    def span(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        if "katex" in (element.get("class") or "").split():
            return self.math(element, marks, depth)
        return self.children(element, _marked(element, "", marks), depth)

    def term(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("paragraph", self.inline(element, [*marks, mark("bold")], depth))]

    def aside(self, element: Any, marks: Sequence[Node], depth: int) -> list[Node]:
        return [block("callout", separated(self.children(element, marks, depth)), kind="info")]


_ATOMS: Final = frozenset({"mention", "inlineMath", "blockMath", "attachment", "linkCard", "date"})


def _from_words(kind: str, element: Any, attrs: dict[str, str]) -> dict[str, str]:
    """What the attributes leave out and the words say."""
    words = element.text_content().strip()
    if kind in ("inlineMath", "blockMath") and not attrs.get("latex"):
        attrs["latex"] = words.strip("$").strip()
    if kind == "linkCard" and not attrs.get("href"):
        attrs["href"] = next((each.get("href") or "" for each in element.iter("a")), "")
    return attrs


def _marked(element: Any, tag: str, marks: Sequence[Node]) -> Sequence[Node]:
    """The marks inside of an element: by its name, and by the styles of word processors."""
    more = [mark(INLINE_MARKS[tag])] if tag in INLINE_MARKS else []
    style = (element.get("style") or "").lower().replace(" ", "")
    if style:
        if re.search(r"font-weight:(bold|[6-9]00)", style):
            more.append(mark("bold"))
        if "font-style:italic" in style:
            more.append(mark("italic"))
        if re.search(r"text-decoration(-line)?:[^;]*underline", style) and tag != "a":
            more.append(mark("underline"))
        if re.search(r"text-decoration(-line)?:[^;]*line-through", style):
            more.append(mark("strike"))
        if tag in ("b", "strong") and re.search(r"font-weight:(normal|400)", style):
            more = more[1:]  # Google Docs wraps whole documents in a <b> that is none
    return [*marks, *more] if more else marks


def separated(nodes: Sequence[Node]) -> list[Node]:
    """Inline nodes as paragraphs of their own, so that neighbours do not flow together."""
    out: list[Node] = []
    loose: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and (node["type"] == "text" or node["type"] in INLINE):
            loose.append(node)
            continue
        if inline := tidy(loose):
            out.append(block("paragraph", inline))
        loose = []
        if node is not None:
            out.append(node)
    return out


def _blank(node: Node) -> bool:
    return node["type"] == "text" and not node["text"].strip()


def _checked(element: Any) -> bool | None:
    """Whether an item's box is ticked; None for an item without one."""
    if said := element.get("data-checked"):
        return bool(said.lower() == "true")
    if element.get("data-type") == "taskItem":
        return False
    for each in element.iter("input"):
        if (each.get("type") or "").lower() == "checkbox" and next(each.iterancestors("li"), None) is element:
            return each.get("checked") is not None
    return None


def _lists(kind: str, items: Iterable[Node], start: int | None) -> list[Node]:
    """Lists of items and of tasks: a list in HTML may hold both."""
    out: list[Node] = []
    for item in items:
        task = item["type"] == "taskItem"
        wanted = "taskList" if task else kind
        if not out or (out[-1]["type"] != wanted and item["type"] in ("taskItem", "listItem")):
            out.append(block(wanted, start=start if wanted == "orderedList" and not out else None))
        out[-1].setdefault("content", []).append(item)
    return out


Read = Callable[[_Reader, Any, Sequence[Node], int], list[Node]]
_TAGS: Final[dict[str, Read]] = {
    "p": _Reader.paragraph,
    **{f"h{level}": _Reader.heading for level in range(1, 7)},
    "ul": _Reader.list_,
    "ol": _Reader.list_,
    "menu": _Reader.list_,
    "li": _Reader.item,
    "blockquote": _Reader.quote,
    "pre": _Reader.code,
    "hr": _Reader.rule,
    "br": _Reader.break_,
    "img": _Reader.image,
    "a": _Reader.link,
    "table": _Reader.table,
    "details": _Reader.details,
    "summary": _Reader.summary,
    "time": _Reader.time,
    "math": _Reader.math,
    "span": _Reader.span,
    "dt": _Reader.term,
    "dd": _Reader.paragraph,
    "figcaption": _Reader.paragraph,
    "aside": _Reader.aside,
}
_TYPES: Final[dict[str, Read]] = dict.fromkeys(
    (*_ATOMS, "callout", "messageQuote", "detailsContent"), _Reader.ours
)
