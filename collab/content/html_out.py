"""A tree as HTML: the markup that the editor itself writes (static/src/document/nodes), so that it can read it back."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

from collab.content.links import file_href, mention_words
from collab.content.nodes import words_of
from collab.content.settled import settled
from collab.core.schema import safe_address
from collab.core.tree import Node

Picture = Callable[[dict[str, Any]], str]
"""The address of a picture, from its attributes."""

TAGS: Final = {
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "underline": "u",
    "code": "code",
    "highlight": "mark",
    "link": "a",
}
_ORDER: Final = ("link", "bold", "italic", "strike", "underline", "highlight", "code")
"""From the outside to the inside."""
_SIMPLE: Final = {
    "paragraph": "p",
    "bulletList": "ul",
    "listItem": "li",
    "blockquote": "blockquote",
    "tableRow": "tr",
    "detailsSummary": "summary",
}
STYLE: Final = """
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;color:#1c2130}
img{max-width:100%}table{border-collapse:collapse}
td,th{border:1px solid #c5cbd8;padding:.3rem .6rem;vertical-align:top}
th{background:#eef1f6;text-align:left}pre{background:#f2f4f8;padding:.8rem;overflow:auto;border-radius:.4rem}
blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #c5cbd8;color:#4a5268}
[data-type=callout]{border-left:4px solid #3b5bdb;background:#eef1ff;padding:.4rem 1rem;border-radius:.3rem;
margin:1rem 0}
[data-type=callout][data-kind=tip]{border-color:#2b8a3e;background:#ebfbee}
[data-type=callout][data-kind=warning]{border-color:#e67700;background:#fff4e0}
[data-type=callout][data-kind=danger]{border-color:#c92a2a;background:#fff0f0}
ul[data-type=taskList]{list-style:none;padding-left:.4rem}ul[data-type=taskList]>li{display:flex;gap:.5rem}
[data-type=messageQuote]{border-left:3px solid #3b5bdb;padding-left:1rem}
[data-type=attachment],[data-type=linkCard]{
border:1px solid #c5cbd8;border-radius:.4rem;padding:.6rem 1rem;margin:1rem 0}
""".strip().replace("\n", "")


def own_address(attrs: dict[str, Any]) -> str:
    """A picture where it lies now."""
    src = str(attrs.get("src") or "")
    if attrs.get("file") and not src:
        return file_href(str(attrs["file"]))
    return src if safe_address(src) else ""


def write_html(tree: Node, picture: Picture = own_address) -> str:
    """The content of a page's body."""
    return _Writer(picture).blocks(settled(tree).get("content", ()))


def write_html_block(node: Node) -> str:
    """One block, without an empty line: that would end it in markdown."""
    return _Writer(own_address, feed="&#10;").block(node)


def write_page(tree: Node, title: str, language: str = "en", picture: Picture = own_address) -> str:
    """A whole page that stands by itself."""
    name = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{name}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{write_html(tree, picture)}\n</body>\n</html>\n"
    )


def write_inline(nodes: Sequence[Node]) -> str:
    return _Writer(own_address).inline(nodes)


def tag(name: str, inside: str = "", /, **attrs: Any) -> str:
    """An element; attributes that are None are left out, True ones stand alone, `_` is `-`."""
    return f"{open_tag(name, **attrs)}{inside}</{name}>"


def open_tag(tag_name: str, /, **attrs: Any) -> str:
    parts = [tag_name]
    for key, value in attrs.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(name)
        elif value is not None and value is not False:
            parts.append(f'{name}="{escape(str(value))}"')
    return f"<{' '.join(parts)}>"


class _Writer:
    def __init__(self, picture: Picture, feed: str = "\n") -> None:
        self._picture, self._feed = picture, feed

    def blocks(self, nodes: Sequence[Node]) -> str:
        return "\n".join(self.block(node) for node in nodes)

    def block(self, node: Node) -> str:  # noqa: PLR0911 (a line for each kind)
        kind, attrs, content = node["type"], node.get("attrs", {}), node.get("content", [])
        if kind in ("paragraph", "detailsSummary"):
            return tag(_SIMPLE[kind], self.inline(content))
        if kind == "heading":
            return tag(f"h{attrs.get('level', 1)}", self.inline(content))
        if kind == "codeBlock":
            language = attrs.get("language")
            words = (escape(words_of(content), quote=False) + "\n").replace("\n", self._feed)
            return tag("pre", tag("code", words, class_=f"language-{language}" if language else None))
        if kind == "table":
            return self._table(content)
        if kind in _SIMPLE:
            return tag(_SIMPLE[kind], self.blocks(content))
        own = getattr(self, f"_{kind}", None)
        if own is not None:
            return str(own(attrs, content))
        return self.blocks(content) if content else self.inline([node])

    def _orderedList(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802 (named as the node is)
        return tag("ol", self.blocks(content), start=attrs.get("start"))

    def _taskList(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        return tag("ul", self.blocks(content), data_type="taskList")

    def _taskItem(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        done = bool(attrs.get("checked"))
        box = tag("label", open_tag("input", type="checkbox", checked=done, disabled=True))
        return tag(
            "li",
            box + tag("div", self.blocks(content)),
            data_type="taskItem",
            data_checked="true" if done else "false",
        )

    def _horizontalRule(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        return "<hr>"

    def _table(self, rows: Sequence[Node]) -> str:
        lines = []
        for row in rows:
            cells = []
            for cell in row.get("content", ()):
                attrs = cell.get("attrs", {})
                spans = {
                    key: attrs[key] for key in ("colspan", "rowspan") if attrs.get(key, 1) not in (1, None)
                }
                widths = ",".join(str(each) for each in attrs.get("colwidth") or ()) or None
                name = "th" if cell["type"] == "tableHeader" else "td"
                cells.append(tag(name, self.blocks(cell.get("content", ())), **spans, colwidth=widths))
            lines.append(tag("tr", "".join(cells)))
        return tag("table", "<tbody>" + "\n".join(lines) + "</tbody>")

    def _callout(self, attrs: dict[str, Any], content: list[Node]) -> str:
        return tag("div", self.blocks(content), data_type="callout", data_kind=attrs.get("kind", "info"))

    def _image(self, attrs: dict[str, Any], content: list[Node]) -> str:
        return open_tag(
            "img",
            src=self._picture(attrs),
            alt=attrs.get("alt") or "",
            title=attrs.get("title") or None,
            width=attrs.get("width"),
            data_align=attrs.get("align"),
            data_file=attrs.get("file"),
        )

    def _attachment(self, attrs: dict[str, Any], content: list[Node]) -> str:
        name = str(attrs.get("name") or "file")
        file = attrs.get("file")
        inside = (
            tag("a", escape(name), href=file_href(str(file), name) + "?download") if file else escape(name)
        )
        return tag("div", inside, data_type="attachment", **_data(attrs))

    def _linkCard(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        href = str(attrs.get("href") or "")
        inside = tag(
            "a",
            escape(str(attrs.get("title") or href)),
            href=href if safe_address(href) else None,
            rel="noopener",
        )
        if attrs.get("description"):
            inside += tag("p", escape(str(attrs["description"])))
        return tag("div", inside, data_type="linkCard", **_data(attrs))

    def _blockMath(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        latex = str(attrs.get("latex") or "")
        return tag("div", escape(f"$${latex}$$"), data_type="blockMath", data_latex=latex)

    def _details(self, attrs: dict[str, Any], content: list[Node]) -> str:
        return tag("details", self.blocks(content), open=bool(attrs.get("open")))

    def _detailsContent(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        return tag("div", self.blocks(content), data_type="detailsContent")

    def _messageQuote(self, attrs: dict[str, Any], content: list[Node]) -> str:  # noqa: N802
        return tag("div", self.blocks(content), data_type="messageQuote", **_data(attrs))

    # -- inline

    def inline(self, nodes: Sequence[Node]) -> str:
        out: list[str] = []
        open_: list[Node] = []
        for node in nodes:
            wanted = _ordered(node.get("marks", ()))
            same = 0
            while same < min(len(open_), len(wanted)) and open_[same] == wanted[same]:
                same += 1
            out += [f"</{TAGS[each['type']]}>" for each in reversed(open_[same:])]
            out += [_open_mark(each) for each in wanted[same:]]
            open_ = wanted
            out.append(self._atom(node))
        return "".join(out) + "".join(f"</{TAGS[each['type']]}>" for each in reversed(open_))

    @staticmethod
    def _atom(node: Node) -> str:
        kind, attrs = node["type"], node.get("attrs", {})
        if kind == "text":
            return escape(node["text"], quote=False)
        if kind == "hardBreak":
            return "<br>"
        if kind == "date":
            return tag("time", escape(str(attrs.get("value", ""))), datetime=attrs.get("value"))
        if kind == "inlineMath":
            latex = str(attrs.get("latex") or "")
            return tag("span", escape(f"${latex}$"), data_type="inlineMath", data_latex=latex)
        if kind == "mention":
            return tag("span", escape(mention_words(attrs)), data_type="mention", **_data(attrs))
        return escape(words_of([node]), quote=False)


def _data(attrs: dict[str, Any]) -> dict[str, Any]:
    return {f"data_{key}": value for key, value in attrs.items() if value not in (None, "")}


def _ordered(marks: Sequence[Node]) -> list[Node]:
    return sorted(
        (each for each in marks if each["type"] in TAGS), key=lambda each: _ORDER.index(each["type"])
    )


def _open_mark(each: Node) -> str:
    if each["type"] == "link":
        href = str(each.get("attrs", {}).get("href", ""))
        return open_tag("a", href=href if safe_address(href) else None, rel="noopener noreferrer nofollow")
    return f"<{TAGS[each['type']]}>"
