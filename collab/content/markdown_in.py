"""Markdown to a tree: CommonMark, tables, tasks, strike-through, `$math$`, GitHub's alerts, and the HTML that stands
for what markdown has no sign for (`collab.content.html_in` reads it)."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from collab.content.errors import Unreadable, gettext_noop
from collab.content.html_in import read_html, read_inline_tag
from collab.content.html_names import INLINE_MARKS
from collab.content.links import from_link, image_from
from collab.content.nodes import block, mark, text, words_of
from collab.core.fit import fit, fit_inline
from collab.core.schema import safe_address
from collab.core.tree import Node

_SIGN: Final = 20
NESTING: Final = 100
"""Levels of blocks; the parser leaves out what is deeper."""
ALERT: Final = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION|MESSAGE)\][ \t]*(?:\n|$)", re.IGNORECASE)
KINDS: Final = {
    "note": "info",
    "tip": "tip",
    "important": "info",
    "warning": "warning",
    "caution": "danger",
}
_TASK: Final = re.compile(r"\[([ xX])\](?:[ \t]+|$)")
_DETAILS: Final = re.compile(r"\s*<details\b([^>]*)>\s*(?:<summary\b[^>]*>(.*?)</summary>)?(.*)", re.I | re.S)
_DETAILS_END: Final = re.compile(r"(.*?)</details\s*>\s*$", re.I | re.S)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
_PICTURE: Final = re.compile(r"data:image/(png|jpeg|gif|webp);base64,")
_TITLE: Final = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": NESTING, "linkify": True})
    made.enable(["table", "strikethrough", "linkify"])
    assert made.linkify is not None
    made.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    made.use(front_matter_plugin)
    made.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    # Addresses stay as they were written; which ones may be followed is decided where they are kept.
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.validateLink = lambda url: _PICTURE.match(url) is not None or safe_address(url)  # type: ignore[method-assign]
    return made


PARSER: Final = _parser()


def read_markdown(markdown: str) -> list[Node]:
    """The blocks of a document, ready to be written."""
    content: list[Node] = fit({"type": "doc", "content": parse_markdown(markdown)})["content"]
    return content


def parse_markdown(markdown: str, *, strict: bool = False) -> list[Node]:
    """The nodes of a document, not fitted yet. `strict`: raises `Unreadable` where something would be left out."""
    tokens = PARSER.parse(markdown)
    if strict:
        for token in tokens:
            if token.level >= NESTING - 1:
                line = token.map[0] + 1 if token.map else 1
                raise Unreadable(gettext_noop("It is nested deeper than can be read."), f"line {line}")
    return _Reader().read(tokens)


def title_of_markdown(markdown: str) -> str:
    """The title that the front matter gives; "" if it gives none."""
    head = PARSER.parse(markdown[:4096])[:1]
    if head and head[0].type == "front_matter" and (found := _TITLE.search(head[0].content)):
        return found[1]
    return ""


class _Reader:
    """Tokens come one after the other; open nodes wait on a stack."""

    def __init__(self) -> None:
        self._root: Node = block("doc")
        self._stack: list[Node] = [self._root]

    def read(self, tokens: Sequence[Token]) -> list[Node]:
        for token in tokens:
            if token.type == "inline":
                self._stack[-1]["raw"] = token.content[:_SIGN]
                self._add(*read_inline(token.children or []))
            elif token.type in _THROUGH:
                continue
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)
        return list(self._root.get("content", ()))

    def _add(self, *nodes: Node) -> None:
        if nodes:
            self._stack[-1].setdefault("content", []).extend(nodes)

    def _open(self, token: Token) -> None:
        make = _BLOCKS.get(token.type)
        node = make(token) if make is not None else block("doc")
        self._add(node)
        self._stack.append(node)

    def _close(self, token: Token) -> None:
        # An unclosed <details> inside ends with what it stands in.
        while len(self._stack) > 1 and self._stack[-1]["type"] == "detailsContent":
            self._leave_details()
        node = self._stack.pop()
        if token.type == "blockquote_close":
            _make_alert(node)
        elif token.type == "list_item_close":
            _make_task(node)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._part_tasks(node)

    def _part_tasks(self, node: Node) -> None:
        """A list may hold tasks and other items in turns; here each kind has lists of its own."""
        items = node.get("content", [])
        if not any(item["type"] == "taskItem" for item in items):
            return
        siblings = self._stack[-1]["content"]
        siblings.pop()
        for item in items:
            kind = "taskList" if item["type"] == "taskItem" else node["type"]
            if not siblings or siblings[-1].get("from") is not node or siblings[-1]["type"] != kind:
                siblings.append({"type": kind, "from": node, "content": []})
            siblings[-1]["content"].append(item)

    def _leaf(self, token: Token) -> None:
        if token.type in ("fence", "code_block"):
            language = token.info.strip().split(" ", 1)[0] or None
            words = token.content.removesuffix("\n")
            self._add(block("codeBlock", [text(words)] if words else [], language=language))
        elif token.type == "hr":
            self._add(block("horizontalRule"))
        elif token.type == "math_block":
            self._add(block("blockMath", latex=token.content.strip()))
        elif token.type == "html_block":
            self._html(token.content)

    def _html(self, html: str) -> None:
        opened = _DETAILS.match(html)
        if opened and "</details" not in html.lower():
            summary = block("detailsSummary", read_html_inline(opened[2] or ""))
            content = block("detailsContent")
            self._add(block("details", [summary, content], open="open" in opened[1].lower() or None))
            self._stack.append(content)
            self._add(*read_html(opened[3]))
        elif (closed := _DETAILS_END.match(html)) and "<details" not in html.lower():
            self._add(*read_html(closed[1]))
            if self._stack[-1]["type"] == "detailsContent":
                self._leave_details()
        else:
            self._add(*read_html(html))

    def _leave_details(self) -> None:
        self._stack.pop()


def _ordered(token: Token) -> Node:
    start = token.attrGet("start")
    return block("orderedList", start=int(start) if start is not None and int(start) != 1 else None)


def _heading(token: Token) -> Node:
    return block("heading", level=min(int(token.tag[1:]), 3))


_BLOCKS: Final[dict[str, Callable[[Token], Node]]] = {
    "paragraph_open": lambda _: block("paragraph"),
    "heading_open": _heading,
    "bullet_list_open": lambda _: block("bulletList"),
    "ordered_list_open": _ordered,
    "list_item_open": lambda _: block("listItem"),
    "blockquote_open": lambda _: block("blockquote"),
    "table_open": lambda _: block("table"),
    "tr_open": lambda _: block("tableRow"),
    "th_open": lambda _: block("tableHeader"),
    "td_open": lambda _: block("tableCell"),
}


_THROUGH: Final = frozenset({"thead_open", "thead_close", "tbody_open", "tbody_close"})


def _first_text(node: Node) -> tuple[Node, Node] | None:
    """The first paragraph of a node and the plain text that it begins with."""
    first = (node.get("content") or [None])[0]
    if first is None or first["type"] != "paragraph":
        return None
    words = (first.get("content") or [None])[0]
    # As it was written: a bracket that is escaped is no sign.
    if words is None or words["type"] != "text" or not words["text"].startswith(first["raw"][:3]):
        return None
    return first, words


def _make_task(item: Node) -> None:
    found = _first_text(item)
    if found is None or not (box := _TASK.match(found[1]["text"])) or found[1].get("marks"):
        return
    paragraph, words = found
    words["text"] = words["text"][box.end() :]
    if not words["text"]:
        paragraph["content"].pop(0)
    item["type"], item["attrs"] = "taskItem", {"checked": box[1] != " "}


def _make_alert(quote: Node) -> None:
    found = _first_text(quote)
    if found is None or not (alert := ALERT.match(found[1]["text"] + "\n")):
        return
    paragraph, words = found
    rest = words["text"][alert.end() :]
    paragraph["content"][:1] = [text(rest)] if rest else []
    if paragraph["content"] and paragraph["content"][0].get("type") == "softBreak":
        paragraph["content"].pop(0)
    if alert[1].lower() == "message":
        _make_message_quote(quote)
        return
    if not paragraph["content"]:
        quote["content"].pop(0)
    quote["type"], quote["attrs"] = "callout", {"kind": KINDS[alert[1].lower()]}


def _make_message_quote(quote: Node) -> None:
    """`> [!MESSAGE] [name, time](/rooms/3/?message=9)`, and then what was said."""
    head = quote["content"].pop(0)
    for each in head.get("content", ()):
        for made in each.get("marks", ()):
            if made["type"] == "link" and (found := _MESSAGE.search(made["attrs"]["href"])):
                name, _, at = words_of(head["content"]).strip().rpartition(", ")
                quote["attrs"] = {"room": int(found[1]), "message": int(found[2]), "name": name, "at": at}
                quote["type"] = "messageQuote"
                if found[3]:
                    quote["attrs"]["author"] = found[3]
                return
    quote["content"].insert(0, head)


_MESSAGE: Final = re.compile(r"/rooms/(\d+)/\?message=(\d+)(?:#by-(\S+))?$")


# -- inline


def read_html_inline(html: str) -> list[Node]:
    """Inline HTML as inline nodes; of blocks in it what they hold."""
    return fit_inline(read_html(html))


def read_inline(tokens: Sequence[Token]) -> list[Node]:
    """The inline content of a block, with pictures among it (`fit` takes them out)."""
    return _Inline().read(tokens)


class _Inline:
    def __init__(self) -> None:
        self._marks: list[Node] = []
        self._out: list[Node] = []
        self._links: list[tuple[int, dict[str, Any]]] = []
        self._raw: list[tuple[str, str, int]] = []  # open HTML: tag, source, where its content begins

    def read(self, tokens: Sequence[Token]) -> list[Node]:
        for token in tokens:
            self._token(token)
        return self._out

    def _text(self, words: str, *more: Node) -> None:
        if words:
            self._out.append(text(words, [*self._marks, *more]))

    def _token(self, token: Token) -> None:  # noqa: C901 (a branch for each kind)
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind == "code_inline":
            self._text(token.content, mark("code"))
        elif kind == "softbreak":
            self._soft_break()
        elif kind == "hardbreak":
            self._out.append(block("hardBreak"))
        elif kind == "image":
            self._out.append(
                image_from(
                    str(token.attrGet("src") or ""),
                    (token.content and words_of(read_inline(token.children or []))) or "",
                    str(token.attrGet("title") or ""),
                )
            )
        elif kind in ("math_inline", "math_inline_double"):
            self._out.append(block("inlineMath", latex=token.content.strip()))
        elif kind == "html_inline":
            self._html(token.content)
        elif kind in _MARKS:
            self._marks.append(mark(_MARKS[kind]))
        elif kind == "link_open":
            self._marks.append(mark("link", href=str(token.attrGet("href") or "")))
            self._links.append((len(self._out), dict(token.attrs)))
        elif kind == "link_close":
            self._end_link()
        elif kind.endswith("_close"):
            self._marks.pop()

    def _soft_break(self) -> None:
        # An alert's head ends with its line, so the line feed is kept until the end of the paragraph is known.
        if self._out and self._out[-1]["type"] == "text" and ALERT.match(self._out[-1]["text"] + "\n"):
            self._out.append({"type": "softBreak"})
        else:
            self._text(" ")

    def _end_link(self) -> None:
        """Links to people, rooms, documents and files are more than links."""
        del self._marks[max(at for at, each in enumerate(self._marks) if each["type"] == "link")]
        start, attrs = self._links.pop()
        if made := from_link(
            str(attrs.get("href", "")), words_of(self._out[start:]), str(attrs.get("title", ""))
        ):
            self._out[start:] = [made]

    def _html(self, tag: str) -> None:
        found = _TAG.match(tag)
        if found is None:
            return  # a comment or the like
        name = found[2].lower()
        if node := read_inline_tag(tag):
            self._out.append(node)
        elif name in INLINE_MARKS:
            if not found[1]:
                self._marks.append(mark(INLINE_MARKS[name]))
            elif any(each["type"] == INLINE_MARKS[name] for each in self._marks):
                at = max(i for i, each in enumerate(self._marks) if each["type"] == INLINE_MARKS[name])
                del self._marks[at]
        elif name == "a":
            self._anchor(tag, closing=bool(found[1]))
        elif name == "time" or (name == "span" and (found[1] or "data-type" in tag)):
            self._element(name, tag, closing=bool(found[1]))

    def _anchor(self, tag: str, *, closing: bool) -> None:
        if closing:
            if self._links and any(each["type"] == "link" for each in self._marks):
                self._end_link()
            return
        href = next(
            (each["attrs"]["href"] for node in read_html(f"{tag}x</a>") for each in node.get("marks", ())), ""
        )
        self._marks.append(mark("link", href=href))
        self._links.append((len(self._out), {"href": href}))

    def _element(self, name: str, tag: str, *, closing: bool) -> None:
        """An element that is one node as a whole: read again with its words."""
        if not closing:
            self._raw.append((name, tag, len(self._out)))
            return
        if not self._raw or self._raw[-1][0] != name:
            return
        _, opening, start = self._raw.pop()
        inside = words_of(self._out[start:])
        escaped = inside.replace("&", "&amp;").replace("<", "&lt;")
        self._out[start:] = read_html_inline(f"{opening}{escaped}</{name}>")


_MARKS: Final = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}
