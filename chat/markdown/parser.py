"""The grammar: CommonMark without HTML and images, with tables, line breaks, bare links and our marks."""

from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from chat.markdown import spoilers
from chat.markdown.clean import SCHEMES
from chat.markdown.code import coloured as coloured_code
from chat.markdown.marks import PLACE, marks
from chat.markdown.tasks import tasks

LONGEST_COLOURED: Final = 4_000
"""Characters of a message whose code is coloured: Pygments takes some 3 µs for each, hostile text up to 30 µs."""


def _only_safe_links(url: str) -> bool:
    scheme, colon, _ = url.partition(":")
    return (bool(colon) and scheme.strip().lower() in SCHEMES) or PLACE.match(url) is not None


def _soften(state: StateCore) -> None:
    """Headings begin at h3, below the page's own; alignment becomes an attribute (styles are not let through)."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["align"] = style.removeprefix("text-align:")


def _make_parser(*, coloured: bool) -> MarkdownIt:
    options = {"html": False, "linkify": True, "breaks": True}
    parser = MarkdownIt("commonmark", options | ({"highlight": coloured_code} if coloured else {}))
    parser.enable(["linkify", "table", "strikethrough"]).disable("image")
    parser.validateLink = _only_safe_links  # type: ignore[method-assign]
    parser.inline.add_terminator_char(spoilers.MARK)
    parser.inline.ruler.after("strikethrough", "spoiler", spoilers.tokenize)
    parser.inline.ruler2.after("strikethrough", "spoiler", spoilers.pair)
    for rule in (_soften, tasks, marks):
        parser.core.ruler.push(rule.__name__, rule)
    linkify: Any = parser.linkify
    linkify.set({"fuzzy_ip": False, "fuzzy_email": True, "fuzzy_link": True})
    return parser


_coloured: Final = _make_parser(coloured=True)
_uncoloured: Final = _make_parser(coloured=False)


def parser(*, coloured: bool) -> MarkdownIt:
    return _coloured if coloured else _uncoloured
